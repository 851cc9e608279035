/** How long gathering or connecting may take, in ms: browsers try a TURN server that does not answer for about 10 s. */
const LIMIT_MS = 8_000;
/** A relay that answers may still refuse to lead back to itself: how long the round trip is waited for, in ms. */
const LOOP_MS = 3_000;

/**
 * How long data takes through this TURN server and back, in ms: from the page to itself over two relays.
 *
 * A relay whose server does not let its own address in (many do not) cannot be gone through twice: then it is how long
 * the relay took to be opened. Null if none could be.
 */
export async function relayRoundTrip(server: RTCIceServer): Promise<number | null> {
  const config: RTCConfiguration = { iceServers: [server], iceTransportPolicy: 'relay' };
  const [near, far] = [new RTCPeerConnection(config), new RTCPeerConnection(config)];
  try {
    const begin = performance.now();
    const relayed = within(LIMIT_MS, candidateOf(near, 'relay'));
    const looped = roundTrip(near, far);
    const isOpen = await relayed;
    if (!isOpen) return null;
    const openedMs = performance.now() - begin;
    return (await within(LOOP_MS, looped)) ?? openedMs;
  } catch {
    return null;
  } finally {
    near.close();
    far.close();
  }
}

/** How long the first packet over UDP to this STUN server and back takes, in ms; null if it does not come back. */
export async function udpRoundTrip(stun: RTCIceServer): Promise<number | null> {
  const peer = new RTCPeerConnection({ iceServers: [stun] });
  try {
    let isSilent = false;
    // 701: no answer. Where there is no NAT the answer repeats the machine's own address, and is not told at all.
    peer.addEventListener('icecandidateerror', ({ errorCode }) => {
      isSilent ||= errorCode === 701;
    });
    const gathered = new Promise<boolean>((done) => {
      peer.addEventListener('icegatheringstatechange', () => {
        if (peer.iceGatheringState === 'complete') done(!isSilent);
      });
    });
    const answered = candidateOf(peer, 'srflx');
    peer.createDataChannel('check');
    const begin = performance.now();
    await peer.setLocalDescription();
    const isBack = await within(LIMIT_MS, Promise.race([answered, gathered]));
    return isBack ? performance.now() - begin : null;
  } catch {
    return null;
  } finally {
    peer.close();
  }
}

function candidateOf(peer: RTCPeerConnection, type: RTCIceCandidateType): Promise<true> {
  return new Promise((done) => {
    peer.addEventListener('icecandidate', ({ candidate }) => candidate?.type === type && done(true));
  });
}

async function roundTrip(near: RTCPeerConnection, far: RTCPeerConnection): Promise<number> {
  near.addEventListener('icecandidate', ({ candidate }) => void far.addIceCandidate(candidate).catch(() => undefined));
  far.addEventListener('icecandidate', ({ candidate }) => void near.addIceCandidate(candidate).catch(() => undefined));
  far.addEventListener('datachannel', ({ channel }) => {
    channel.addEventListener('message', ({ data }) => channel.send(data));
  });
  const channel = near.createDataChannel('check');
  const opened = new Promise((done) => channel.addEventListener('open', done));
  await near.setLocalDescription();
  if (near.localDescription) await far.setRemoteDescription(near.localDescription);
  await far.setLocalDescription();
  if (far.localDescription) await near.setRemoteDescription(far.localDescription);
  await opened;
  const begin = performance.now();
  const back = new Promise((done) => channel.addEventListener('message', done));
  channel.send('ping');
  await back;
  return performance.now() - begin;
}

/** Its value, or null if it takes longer. */
export async function within<T>(ms: number, running: Promise<T>): Promise<T | null> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<null>((done) => {
    timer = setTimeout(() => done(null), ms);
  });
  // A loop that fails after its time is nobody's any more.
  running.catch(() => undefined);
  try {
    return await Promise.race([running, late]);
  } finally {
    clearTimeout(timer);
  }
}
