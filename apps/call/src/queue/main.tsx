import { Crash, UnsupportedScreen } from '@frontdesk/stage';
import { browserLanguage, ErrorBoundary, FrontdeskProvider, setUpWords } from '@frontdesk/ui';
import { createRoot } from 'react-dom/client';
import { QueuePage } from './QueuePage.js';
import { QUEUE_WORDS } from './words.js';

/** The page's root of composition. */
async function main(): Promise<void> {
  const root = document.getElementById('root');
  if (!root) throw new Error('the page has no #root');
  await setUpWords(browserLanguage(), QUEUE_WORDS);
  createRoot(root).render(
    <FrontdeskProvider>
      <ErrorBoundary fallback={<Crash />}>
        {typeof RTCPeerConnection === 'undefined' ? <UnsupportedScreen /> : <QueuePage />}
      </ErrorBoundary>
    </FrontdeskProvider>,
  );
}

void main();
