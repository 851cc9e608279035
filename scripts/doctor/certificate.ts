import { isIP } from 'node:net';
import { connect, type PeerCertificate } from 'node:tls';
import { bad, type Finding, good, reasonOf } from './Finding.js';

const LIMIT_MS = 5_000;
const DAY_MS = 86_400_000;
/** What renews certificates does so weeks before the end; less than this, in days, and it has stopped. */
const RENEWED_BY = 14;

/** What a server shows, and why this machine does not believe it; null if it does. */
export interface Shown {
  readonly validTo: string;
  readonly problem: string | null;
}

/** Looks at the certificate that is shown at this address. */
export async function lookAtCertificate(check: string, host: string, port: number): Promise<Finding> {
  try {
    return judge(check, host, await certificateOf(host, port), Date.now());
  } catch (error) {
    return bad(
      check,
      `no TLS there: ${reasonOf(error)}`,
      `See that ${host} listens with TLS on port ${port}, with its certificate and key.`,
    );
  }
}

/** Whether browsers will take it, now and in two weeks. */
export function judge(check: string, host: string, { validTo, problem }: Shown, now: number): Finding {
  const days = Math.floor((Date.parse(validTo) - now) / DAY_MS);
  if (days < 0) return bad(check, `expired on ${validTo}`, 'Renew the certificate, and have the server read it.');
  if (problem !== null) {
    return bad(
      check,
      problem,
      `Use a certificate for ${host} from an authority that browsers know, and give the server the whole chain (fullchain.pem).`,
    );
  }
  if (days < RENEWED_BY) {
    return bad(check, `ends in ${days} days`, 'Renew it, and see why it was not renewed by itself.');
  }
  return good(check, `good for ${host}, for ${days} more days`);
}

function certificateOf(host: string, port: number): Promise<Shown> {
  const name = isIP(host) === 0 ? { servername: host } : {};
  const socket = connect({ host, port, rejectUnauthorized: false, ...name });
  return new Promise((resolve, reject) => {
    socket.setTimeout(LIMIT_MS, () => socket.destroy(new Error(`no answer within ${LIMIT_MS / 1000} s`)));
    socket.once('error', reject);
    socket.once('secureConnect', () => {
      const certificate: PeerCertificate = socket.getPeerCertificate();
      // Types say Error; it is the code of what is wrong.
      const why: unknown = socket.authorized ? null : socket.authorizationError;
      socket.destroy();
      resolve({ validTo: certificate.valid_to, problem: why === null ? null : `not believed: ${reasonOf(why)}` });
    });
  });
}
