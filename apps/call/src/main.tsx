import { Identity } from '@frontdesk/client';
import { browserLanguage, ErrorBoundary, FrontdeskProvider, setUpWords } from '@frontdesk/ui';
import { createRoot } from 'react-dom/client';
import { App } from './App.js';
import { Crash } from './Crash.js';
import { UnsupportedScreen } from './screens/UnsupportedScreen.js';

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
