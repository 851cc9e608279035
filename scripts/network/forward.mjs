// Passes TCP connections on: `forward.mjs HOST PORT TO_HOST TO_PORT`. Prints "ready" when it listens.
import { connect, createServer } from 'node:net';

const [host, port, toHost, toPort] = process.argv.slice(2);
createServer({ noDelay: true }, (near) => {
  const far = connect({ host: toHost, port: Number(toPort), noDelay: true });
  for (const [one, other] of [
    [near, far],
    [far, near],
  ]) {
    one.pipe(other);
    one.on('error', () => other.destroy());
  }
}).listen(Number(port), host, () => console.log('ready'));
