import { browserLanguage, FrontdeskProvider, setUpWords } from '@frontdesk/ui';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { QUEUE_WORDS } from '../queue/words.js';
import { CALL_STATES } from './callStates.js';
import { CHAT_STATES } from './chatStates.js';
import { HOME_STATES } from './homeStates.js';
import { QUALITY_STATES } from './qualityStates.js';
import { QUEUE_STATES } from './queueStates.js';
import { ROOM_STATES } from './roomStates.js';

/** All screens by name, as `?state=` takes them. */
const STATES = { ...HOME_STATES, ...CALL_STATES, ...CHAT_STATES, ...QUALITY_STATES, ...ROOM_STATES, ...QUEUE_STATES };

/**
 * Shows one screen from plain views: `?state=incoming&scheme=dark&lang=zh`. Without a state, a list of links.
 *
 * A script may change `state` and `scheme` without loading anew, by `history.pushState` and a `popstate`: what it asks
 * for is there at once.
 */
async function main(): Promise<void> {
  const element = document.getElementById('root');
  if (!element) throw new Error('the page has no #root');
  await setUpWords(browserLanguage(), QUEUE_WORDS);
  const root = createRoot(element);
  root.render(<Wished />);
  addEventListener('popstate', () => flushSync(() => root.render(<Wished key={location.search} />)));
}

function Wished() {
  const wish = new URLSearchParams(location.search);
  const scheme = wish.get('scheme');
  const show = STATES[wish.get('state') ?? ''];
  return (
    <FrontdeskProvider {...(scheme === 'dark' || scheme === 'light' ? { scheme } : {})}>
      {show ? show() : <Contents />}
    </FrontdeskProvider>
  );
}

function Contents() {
  return (
    <main style={{ padding: '2rem', columns: '16rem' }}>
      <h1>Gallery</h1>
      {Object.keys(STATES).map((state) => (
        <p key={state}>
          <a href={`?state=${state}`}>{state}</a> · <a href={`?state=${state}&scheme=dark`}>dark</a> ·{' '}
          <a href={`?state=${state}&lang=zh`}>zh</a>
        </p>
      ))}
    </main>
  );
}

void main();
