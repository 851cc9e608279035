/** A track of no device, for code that only opens, mutes and stops it. */
export class FakeTrack extends EventTarget {
  enabled = true;
  muted = false;
  contentHint = '';
  readyState: 'live' | 'ended' = 'live';
  readonly wanted: MediaTrackConstraints[] = [];
  readonly kind: string;
  readonly deviceId: string;
  readonly label: string;

  constructor(kind: string, deviceId = `${kind}-1`, label = deviceId) {
    super();
    this.kind = kind;
    this.deviceId = deviceId;
    this.label = label;
  }

  stop(): void {
    this.readyState = 'ended';
  }

  clone(): MediaStreamTrack {
    return Object.assign(new FakeTrack(this.kind, this.deviceId, this.label), { enabled: this.enabled }).asTrack();
  }

  /** A device of this kind gives what it gives. */
  applyConstraints(wanted: MediaTrackConstraints): Promise<void> {
    this.wanted.push(wanted);
    return Promise.reject(new DOMException('', 'OverconstrainedError'));
  }

  /** As when the device is unplugged. */
  vanish(): void {
    this.stop();
    this.dispatchEvent(new Event('ended'));
  }

  /** As when a phone takes a call: the system gives nothing for a while. */
  silence(isSilent: boolean): void {
    this.muted = isSilent;
    this.dispatchEvent(new Event(isSilent ? 'mute' : 'unmute'));
  }

  getSettings(): MediaTrackSettings {
    return { deviceId: this.deviceId };
  }

  asTrack(): MediaStreamTrack {
    return this as unknown as MediaStreamTrack;
  }
}

/** A stream that only holds tracks; for `vi.stubGlobal('MediaStream', …)`. */
export class FakeStream {
  readonly #tracks: FakeTrack[];

  constructor(tracks: FakeTrack[] = []) {
    this.#tracks = [...tracks];
  }

  getTracks(): FakeTrack[] {
    return [...this.#tracks];
  }

  getAudioTracks(): FakeTrack[] {
    return this.#tracks.filter((track) => track.kind === 'audio');
  }

  getVideoTracks(): FakeTrack[] {
    return this.#tracks.filter((track) => track.kind === 'video');
  }

  addTrack(track: FakeTrack): void {
    if (!this.#tracks.includes(track)) this.#tracks.push(track);
  }

  removeTrack(track: FakeTrack): void {
    const at = this.#tracks.indexOf(track);
    if (at >= 0) this.#tracks.splice(at, 1);
  }
}
