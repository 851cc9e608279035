import type { Clock } from '../Clock.js';
import type { Keep } from '../Keep.js';
import type { DeviceKind } from '../media/deviceProblem.js';
import type { LocalTracks } from '../media/LocalMedia.js';
import { type Store, WritableStore } from '../Store.js';
import type { Effect, EffectKind, EffectRun, EffectsView, EffectView } from './effect.js';
import { LOOK_MS, Strain } from './Strain.js';

export interface SentMediaPorts {
  readonly effects: Readonly<Record<EffectKind, Effect>>;
  readonly clock: Clock;
  readonly keep: Keep;
  /** Something else is sent now, or nothing. */
  readonly onTrack: (kind: DeviceKind, track: MediaStreamTrack | null) => void;
  /** A hidden page's clock is slow by rule, and says nothing of the machine. */
  readonly isHidden: () => boolean;
}

const KEY = 'frontdesk.effects';
const OF = { video: 'blur', audio: 'noise' } as const;
const DEVICE_OF = { blur: 'video', noise: 'audio' } as const;
/** How long an effect may take to begin, in ms; 6 MB are to be loaded for the first one. Then it counts as failed. */
const START_MS = 20_000;

/**
 * What is sent of camera and microphone: the devices' own tracks, or what an effect makes of them.
 *
 * While an effect begins nothing is sent: whoever wants the room blurred must not be seen in it first.
 */
export class SentMedia {
  readonly view: Store<EffectsView>;
  readonly #view: WritableStore<EffectsView>;
  readonly #ports: SentMediaPorts;
  readonly #sources: { audio: MediaStreamTrack | null; video: MediaStreamTrack | null } = { audio: null, video: null };
  readonly #runs: { audio: EffectRun | null; video: EffectRun | null } = { audio: null, video: null };
  readonly #turns = { audio: 0, video: 0 };
  #tracks: LocalTracks = { audio: null, video: null };
  #stream: MediaStream | null = null;
  #stopWatching: () => void = () => undefined;

  constructor(ports: SentMediaPorts) {
    this.#ports = ports;
    const kept = ports.keep.read(KEY);
    this.#view = new WritableStore<EffectsView>({
      blur: this.#first('blur', kept),
      noise: this.#first('noise', kept),
    });
    this.view = this.#view;
  }

  get tracks(): LocalTracks {
    return this.#tracks;
  }

  /** What is sent, as one sees oneself; the same stream while it is the same tracks. */
  get stream(): MediaStream | null {
    return this.#stream;
  }

  /** The device gives this now, or nothing. */
  put(kind: DeviceKind, source: MediaStreamTrack | null): void {
    this.#sources[kind] = source;
    void this.#begin(kind);
  }

  /** Switches an effect, now and for the calls to come. */
  async set(effect: EffectKind, isWanted: boolean): Promise<void> {
    if (this.#view.get()[effect].state === 'unsupported') return;
    this.#patch(effect, { isWanted, state: 'off' });
    this.#remember();
    await this.#begin(DEVICE_OF[effect]);
  }

  async #begin(kind: DeviceKind): Promise<void> {
    this.#turns[kind] += 1;
    const turn = this.#turns[kind];
    const source = this.#sources[kind];
    const effect = OF[kind];
    this.#runs[kind]?.stop();
    this.#runs[kind] = null;
    this.#watch();
    if (!source || !this.#view.get()[effect].isWanted) {
      if (this.#view.get()[effect].isWanted) this.#patch(effect, { state: 'off' });
      this.#send(kind, source);
      return;
    }
    this.#send(kind, null);
    this.#patch(effect, { state: 'starting' });
    const run = await this.#start(effect, source);
    if (turn !== this.#turns[kind]) {
      run?.stop();
      return;
    }
    this.#runs[kind] = run;
    this.#patch(effect, run ? { state: 'on' } : { isWanted: false, state: 'failed' });
    this.#send(kind, run?.track ?? source);
    this.#watch();
  }

  /** Null if it does not begin in time, or not at all; what begins later is ended at once. */
  #start(effect: EffectKind, source: MediaStreamTrack): Promise<EffectRun | null> {
    return new Promise((done) => {
      let isLate = false;
      const cancel = this.#ports.clock.after(START_MS, () => {
        isLate = true;
        done(null);
      });
      this.#ports.effects[effect].start(source).then(
        (run) => {
          cancel();
          if (isLate) run.stop();
          else done(run);
        },
        () => {
          cancel();
          done(null);
        },
      );
    });
  }

  /** Watches the machine while it works. The picture is the heavier: after its end, sound has its 5 s anew. */
  #watch(): void {
    this.#stopWatching();
    this.#stopWatching = () => undefined;
    if (!this.#runs.video && !this.#runs.audio) return;
    const { clock, isHidden } = this.#ports;
    const strains = { video: new Strain('video'), audio: new Strain('audio') };
    const look = (): void => {
      const due = clock.now() + LOOK_MS;
      this.#stopWatching = clock.after(LOOK_MS, () => {
        const lateMs = clock.now() - due;
        for (const kind of ['video', 'audio'] as const) {
          const run = this.#runs[kind];
          // What a hidden page, or a camera that gives nothing, does is no measure of the machine.
          if (isHidden() || this.#sources[kind]?.muted) strains[kind] = new Strain(kind);
          else if (run && strains[kind].isTooMuch({ lateMs, made: run.made() })) return this.#giveUp(kind);
        }
        look();
      });
    };
    look();
  }

  #giveUp(kind: DeviceKind): void {
    this.#patch(OF[kind], { isWanted: false, state: 'overloaded' });
    this.#remember();
    void this.#begin(kind);
  }

  #remember(): void {
    const { blur, noise } = this.#view.get();
    this.#ports.keep.write(KEY, { blur: blur.isWanted, noise: noise.isWanted });
  }

  #send(kind: DeviceKind, track: MediaStreamTrack | null): void {
    if (this.#tracks[kind] === track) return;
    this.#tracks = { ...this.#tracks, [kind]: track };
    const tracks = [this.#tracks.audio, this.#tracks.video].filter((each) => each !== null);
    this.#stream = tracks.length === 0 ? null : new MediaStream(tracks);
    this.#ports.onTrack(kind, track);
  }

  #first(effect: EffectKind, kept: unknown): EffectView {
    if (!this.#ports.effects[effect].isPossible()) return { isWanted: false, state: 'unsupported' };
    const wanted = typeof kept === 'object' && kept !== null && (kept as Record<string, unknown>)[effect];
    return { isWanted: wanted === true, state: 'off' };
  }

  #patch(effect: EffectKind, fields: Partial<EffectView>): void {
    this.#view.patch({ [effect]: { ...this.#view.get()[effect], ...fields } });
  }
}
