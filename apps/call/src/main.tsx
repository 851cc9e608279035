import { Identity } from '@frontdesk/client';
import { Crash, UnsupportedScreen } from '@frontdesk/stage';
import { browserLanguage, ErrorBoundary, FrontdeskProvider, setUpWords } from '@frontdesk/ui';
import { createRoot } from 'react-dom/client';
import { App } from './App.js';

/** The page's root of composition. */
async function main(): Promise<void> {
  const root = document.getElementById('root');
  if (!root) throw new Error('the page has no #root');
  await setUpWords(browserLanguage());
  const identity = typeof RTCPeerConnection === 'undefined' ? null : new Identity();
  createRoot(root).render(
    <FrontdeskProvider>
      <ErrorBoundary fallback={<Crash />}>
        {identity ? <App identity={identity} /> : <UnsupportedScreen />}
      </ErrorBoundary>
    </FrontdeskProvider>,
  );
}

void main();
