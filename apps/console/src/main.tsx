import { httpStaffDoor, StaffIdentity } from '@frontdesk/client';
import { Crash, UnsupportedScreen } from '@frontdesk/stage';
import { browserLanguage, ErrorBoundary, FrontdeskProvider, setUpWords } from '@frontdesk/ui';
import { createRoot } from 'react-dom/client';
import { Console } from './Console.js';
import { CONSOLE_WORDS } from './words.js';

/** The page's root of composition. */
async function main(): Promise<void> {
  const root = document.getElementById('root');
  if (!root) throw new Error('the page has no #root');
  await setUpWords(browserLanguage(), CONSOLE_WORDS);
  const door = httpStaffDoor();
  const identity = new StaffIdentity({ door });
  createRoot(root).render(
    <FrontdeskProvider>
      <ErrorBoundary fallback={<Crash />}>
        {typeof RTCPeerConnection === 'undefined' ? <UnsupportedScreen /> : <Console identity={identity} door={door} />}
      </ErrorBoundary>
    </FrontdeskProvider>,
  );
}

void main();
