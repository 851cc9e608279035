/** How long a browser may take, in ms: 130 mostly, and without end while an address goes away, which is told before. */
const LIMIT_MS = 400;

/**
 * The addresses of this machine, for this page alone: nothing is asked of a server, and nothing is sent.
 *
 * Browsers tell them while camera or microphone are open; else they give names that are new each time, which are left out.
 */
export async function localAddresses(): Promise<readonly string[]> {
  if (!globalThis.RTCPeerConnection) return [];
  const connection = new RTCPeerConnection();
  const seen = new Set<string>();
  try {
    await new Promise<void>((resolve, reject) => {
      setTimeout(resolve, LIMIT_MS);
      connection.addEventListener('icecandidate', ({ candidate }) => {
        if (!candidate) resolve();
        else if (candidate.address && !candidate.address.endsWith('.local')) seen.add(candidate.address);
      });
      connection.createDataChannel('');
      connection.setLocalDescription().catch(reject);
    });
  } catch {
    // A browser that cannot: then nothing is known.
  }
  connection.close();
  return [...seen];
}
