/**
 * Runs in the page before anything of it: the camera gives a sixteenth of the pixels, as an old one does. Most stories ask who
 * sees whom, and each picture goes through a codec in software, for each who sees it, on two processors. Those about the picture
 * itself have full cameras.
 */
export function smallCamera(): void {
  const SMALL = { width: { ideal: 320, max: 320 }, height: { ideal: 180, max: 180 } };
  // A page that is not there, while the server is away, has no cameras at all.
  if (!('MediaDevices' in globalThis)) return;
  const { getUserMedia } = MediaDevices.prototype;
  MediaDevices.prototype.getUserMedia = function (wanted = {}) {
    const { video } = wanted;
    if (!video) return getUserMedia.call(this, wanted);
    return getUserMedia.call(this, { ...wanted, video: { ...(video === true ? {} : video), ...SMALL } });
  };
  const { applyConstraints } = MediaStreamTrack.prototype;
  MediaStreamTrack.prototype.applyConstraints = function (wanted) {
    // A shared screen is told no size.
    return applyConstraints.call(this, wanted?.width === undefined ? wanted : { ...wanted, ...SMALL });
  };
}
