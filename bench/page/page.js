// The reference page: the least that makes a call with simple-peer over a relay, written as well as such a page can be. The
// answer goes out before the camera is open, and signals that come before the link is made are kept for it.
const params = new URLSearchParams(location.search);
const other = params.get('other');
const config = JSON.parse(params.get('config') ?? '{"iceServers":[]}');
const socket = io({ auth: { name: params.get('name') }, transports: ['websocket'] });

/** Resolves once messages reach this page. */
window.ready = new Promise((resolve) => socket.once('connect', resolve));

let peer = null;
const early = [];
let onFirstFrame = null;

function openCamera() {
  return navigator.mediaDevices.getUserMedia({ audio: true, video: true });
}

function link(initiator, stream) {
  peer = new SimplePeer({ initiator, stream, config });
  peer.on('signal', (signal) => socket.emit('signal', other, signal));
  peer.on('stream', (remote) => {
    const video = document.createElement('video');
    video.srcObject = remote;
    video.setAttribute('aria-label', other);
    video.requestVideoFrameCallback(() => onFirstFrame?.(Date.now()));
    document.body.append(video);
    video.play();
  });
  for (const signal of early.splice(0)) peer.signal(signal);
}

socket.on('signal', (signal) => {
  if (peer) peer.signal(signal);
  else early.push(signal);
});

/** Resolves with the time of the first frame of the other side. */
window.firstFrame = () =>
  new Promise((resolve) => {
    onFirstFrame = resolve;
  });

/** The caller: has the camera open while it rings, and makes the link when the answer comes. */
window.ring = async () => {
  const stream = await openCamera();
  socket.once('reply', () => link(true, stream));
  socket.emit('request', other, {});
};

let warm = null;

/** The callee, if the camera is to be open before the answer. */
window.warmUp = async () => {
  warm = await openCamera();
};

/** The callee: answers, opens the camera unless it is, and makes the link. The value is the time of the click. */
window.accept = async () => {
  const at = Date.now();
  socket.emit('reply', other, {});
  link(false, warm ?? (await openCamera()));
  return at;
};

window.rings = new Promise((resolve) => socket.once('request', resolve));
