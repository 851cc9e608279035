/** A file's name for a picture of this call: whose, and when by this machine's clock. */
export function snapshotName(name: string, at: Date): string {
  const two = (part: number): string => String(part).padStart(2, '0');
  const day = [at.getFullYear(), two(at.getMonth() + 1), two(at.getDate())].join('-');
  const time = [at.getHours(), at.getMinutes(), at.getSeconds()].map(two).join('.');
  // What no file system takes, or takes for something else.
  const clean = [...name.normalize('NFC').replace(/[\p{Cc}\p{Cf}\\/:*?"<>|]+/gu, ' ')].slice(0, 60).join('');
  const who = clean.replace(/\s+/g, ' ').replace(/^[\s.]+|[\s.]+$/g, '');
  return `${[who, day, time].filter(Boolean).join(' ')}.png`;
}

/** What the video shows at this moment, as a PNG in its full size; null where it shows nothing. */
export function pictureOf(video: HTMLVideoElement | null): Promise<Blob | null> {
  if (!video || video.videoWidth === 0 || video.dataset['shown'] !== 'true') return Promise.resolve(null);
  const canvas = document.createElement('canvas');
  canvas.width = video.videoWidth;
  canvas.height = video.videoHeight;
  canvas.getContext('2d')?.drawImage(video, 0, 0);
  return new Promise((done) => canvas.toBlob(done, 'image/png'));
}

/** Hands a file to the browser's downloads. */
export function save(blob: Blob, name: string): void {
  const url = URL.createObjectURL(blob);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser has read the address by then; without it the picture would stay in memory.
  setTimeout(() => URL.revokeObjectURL(url), 60_000);
}
