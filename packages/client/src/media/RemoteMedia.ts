/**
 * The other side's media as one stream for one `<video>` element.
 *
 * The picture joins the stream only while it is sent and has begun to flow: a video element waits with the sound for
 * the first frame, so a voice call with an empty picture in its stream would stay silent.
 */
export class RemoteMedia {
  readonly stream = new MediaStream();
  #picture: MediaStreamTrack | null = null;
  #isWanted = true;

  /** Takes a track of the link. */
  add(track: MediaStreamTrack): void {
    if (track.kind === 'audio') {
      this.stream.addTrack(track);
      return;
    }
    this.#picture = track;
    track.addEventListener('unmute', () => this.#compose());
    this.#compose();
  }

  /** Whether the other side sends a picture now. */
  showPicture(on: boolean): void {
    this.#isWanted = on;
    this.#compose();
  }

  #compose(): void {
    const picture = this.#picture;
    if (!picture) return;
    if (this.#isWanted && !picture.muted) this.stream.addTrack(picture);
    else if (!this.#isWanted) this.stream.removeTrack(picture);
  }
}
