/** Node's version from which on Frontdesk runs, as `engines` says. */
const NEEDED = [20, 19];

/** Ends with one plain sentence where Node is too old. Whatever imports this keeps to syntax that Node 16 can read. */
export function checkNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  if (major > NEEDED[0] || (major === NEEDED[0] && minor >= NEEDED[1])) return;
  console.error(
    `Frontdesk needs Node.js ${NEEDED.join('.')} or newer; this is ${process.versions.node}. Get it from https://nodejs.org.`,
  );
  process.exit(1);
}
