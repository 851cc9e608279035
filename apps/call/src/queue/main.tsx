import { Customer, httpQueue } from '@frontdesk/client';
import { Crash, UnsupportedScreen } from '@frontdesk/stage';
import { browserLanguage, ErrorBoundary, FrontdeskProvider, setUpWords } from '@frontdesk/ui';
import { createRoot } from 'react-dom/client';
import { QueuePage } from './QueuePage.js';
import { QUEUE_WORDS } from './words.js';

/** The page's root of composition; the queue is the last part of its address. */
async function main(): Promise<void> {
  const root = document.getElementById('root');
  if (!root) throw new Error('the page has no #root');
  await setUpWords(browserLanguage(), QUEUE_WORDS);
  const queueId = decodeURIComponent(location.pathname.split('/')[2] ?? '');
  createRoot(root).render(
    <FrontdeskProvider>
      <ErrorBoundary fallback={<Crash />}>
        {typeof RTCPeerConnection === 'undefined' ? (
          <UnsupportedScreen />
        ) : (
          <QueuePage queueId={queueId} customer={new Customer()} api={httpQueue()} />
        )}
      </ErrorBoundary>
    </FrontdeskProvider>,
  );
}

void main();
