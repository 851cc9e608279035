import { browserLanguage, FrontdeskProvider, setUpWords } from '@frontdesk/ui';
import { flushSync } from 'react-dom';
import { createRoot } from 'react-dom/client';
import { CONSOLE_WORDS } from '../words.js';
import { CALL_STATES } from './callStates.js';
import { DESK_STATES } from './deskStates.js';
import { DOOR_STATES } from './doorStates.js';
import { RECORD_STATES } from './recordStates.js';

/** All screens by name, as `?state=` takes them. */
const STATES = { ...DOOR_STATES, ...DESK_STATES, ...CALL_STATES, ...RECORD_STATES };

/** Shows one screen from plain views, as the caller's gallery does: `?state=desk&scheme=dark&lang=zh`. */
async function main(): Promise<void> {
  const element = document.getElementById('root');
  if (!element) throw new Error('the page has no #root');
  await setUpWords(browserLanguage(), CONSOLE_WORDS);
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
