import type { Clock } from '../Clock.js';
import type { MediaView, SendingKinds } from '../views.js';
import { RemoteMedia } from './RemoteMedia.js';
import type { Slot } from './slots.js';

type RemoteView = Pick<MediaView, 'remote' | 'remoteScreen' | 'receiving'>;

/** What comes from the other side: its person in one stream, its shared screen in another. */
export class RemoteSide {
  readonly #clock: Clock;
  readonly #onChange: (fields: Partial<RemoteView>) => void;
  #person: RemoteMedia | null = null;
  #screen = new MediaStream();
  #receiving: SendingKinds;
  #isLive = false;
  #isSilent = false;

  constructor(receiving: SendingKinds, clock: Clock, onChange: (fields: Partial<RemoteView>) => void) {
    this.#receiving = receiving;
    this.#clock = clock;
    this.#onChange = onChange;
  }

  /** Whether the other side says that it sends anything. */
  get isReceiving(): boolean {
    return Object.values(this.#receiving).includes(true);
  }

  /** Takes a track of the link. `isFirst` of each new link's first one: what came before is over. */
  add(track: MediaStreamTrack, slot: Slot, isFirst: boolean): void {
    if (isFirst || !this.#person) this.#begin();
    if (slot === 'audio' || slot === 'video') this.#person?.add(track);
    else this.#screen.addTrack(track);
    if (slot === 'screenAudio') track.enabled = !this.#isSilent;
    this.#show();
  }

  /** The call has started. */
  goLive(): void {
    this.#isLive = true;
    this.#person?.hurry();
  }

  /** Whether nothing of it is to be heard. */
  silence(isSilent: boolean): void {
    this.#isSilent = isSilent;
    this.#person?.silence(isSilent);
    for (const track of this.#screen.getAudioTracks()) track.enabled = !isSilent;
  }

  /** What the other side says that it sends now. */
  heard(receiving: SendingKinds): void {
    this.#receiving = receiving;
    this.#person?.showPicture(receiving.video);
    this.#onChange({ receiving });
    this.#show();
  }

  close(): void {
    this.#person?.close();
  }

  #begin(): void {
    this.close();
    this.#screen = new MediaStream();
    this.#person = new RemoteMedia(this.#clock);
    this.#person.showPicture(this.#receiving.video);
    this.#person.silence(this.#isSilent);
    if (this.#isLive) this.#person.hurry();
  }

  #show(): void {
    this.#onChange({
      remote: this.#person?.stream ?? null,
      remoteScreen: this.#receiving.screen && this.#person ? this.#screen : null,
    });
  }
}
