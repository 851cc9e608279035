import { browserLanguage, FrontdeskProvider, setUpWords } from '@frontdesk/ui';
import { createRoot } from 'react-dom/client';
import { CALL_STATES } from './callStates.js';
import { HOME_STATES } from './homeStates.js';

/** All screens by name, as `?state=` takes them. */
const STATES = { ...HOME_STATES, ...CALL_STATES };

/** Shows one screen from plain views: `?state=incoming&scheme=dark&lang=zh`. Without a state, a list of links. */
async function main(): Promise<void> {
  const root = document.getElementById('root');
  const wish = new URLSearchParams(location.search);
  const scheme = wish.get('scheme');
  if (!root) throw new Error('the page has no #root');
  await setUpWords(browserLanguage());
  const show = STATES[wish.get('state') ?? ''];
  createRoot(root).render(
    <FrontdeskProvider {...(scheme === 'dark' || scheme === 'light' ? { scheme } : {})}>
      {show ? show() : <Contents />}
    </FrontdeskProvider>,
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
