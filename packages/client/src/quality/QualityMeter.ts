import type { CallQuality } from '@frontdesk/protocol';
import type { Clock } from '../Clock.js';
import type { Slot, SlotLimit } from '../media/slots.js';
import type { Store } from '../Store.js';
import type { MediaView } from '../views.js';
import { CallSummary } from './CallSummary.js';
import { GOOD, type Grade, gradeOf, isWorse, type Judgment, judge, UNJUDGED } from './grade.js';
import { type Ladder, limitsOf, loadOf, overNewLink, screenLimitsOf, stepLadder, TOP } from './ladder.js';
import type { QualityView } from './QualityView.js';
import { type Reading, readReport } from './readReport.js';
import type { Sample } from './Sample.js';
import { sampleOf } from './sampleOf.js';
import { pictureOf, type ToldQuality } from './told.js';

/** How often the browser is asked, in ms. Its own counts of RTCP are not newer than that. */
const SAMPLE_MS = 1_000;
/** Samples that are kept for charts: a minute. */
const MOST_SAMPLES = 60;
/** The voice goes first wherever packets wait. */
const VOICE_FIRST: SlotLimit = { priority: 'high', networkPriority: 'high' };

export interface QualityMeterPorts {
  readonly media: Store<MediaView>;
  readonly getStats: () => Promise<RTCStatsReport | null>;
  readonly limit: (slot: Slot, limit: SlotLimit) => void;
  readonly clock: Clock;
  readonly browser: string;
  readonly onChange: (fields: Partial<Omit<QualityView, 'mic'>>) => void;
  readonly tell: (quality: ToldQuality) => void;
  /** On hold nothing is sent, whatever one has switched on. */
  readonly isHeld?: () => boolean;
}

/** Measures one call each second while its link is up, says how good it is, and walks the picture's ladder. */
export class QualityMeter {
  readonly callId: string;
  readonly #ports: QualityMeterPorts;
  readonly #summary: CallSummary;
  #reading: Reading | null = null;
  #judgment: Judgment = UNJUDGED;
  #ladder: Ladder = TOP;
  #other: ToldQuality | null = null;
  #told: ToldQuality = { ...GOOD, picture: 'full' };
  #samples: readonly Sample[] = [];
  #isUp = false;
  #hadLink = false;
  #isVoiceFirst = false;
  /** What the picture's sender was told last, as JSON. */
  #limited = '{}';
  #cancel: (() => void) | null = null;
  #isStopped = false;

  constructor(callId: string, ports: QualityMeterPorts) {
    this.callId = callId;
    this.#ports = ports;
    this.#summary = new CallSummary(ports.browser);
  }

  /** The link, or what is sent over it, has changed. One that is unsteady is up: what it loses is to be measured. */
  followMedia(): void {
    const { link } = this.#ports.media.get();
    const isUp = link === 'connected' || link === 'unsteady';
    if (isUp === this.#isUp) return;
    this.#isUp = isUp;
    if (isUp) this.#connected();
    else {
      this.#cancel?.();
      this.#cancel = null;
    }
  }

  hear(told: ToldQuality): void {
    this.#other = told;
    this.#publish();
  }

  /** What was measured so far; null if nothing was. */
  record(): CallQuality | null {
    return this.#summary.record();
  }

  stop(): void {
    this.#isStopped = true;
    this.#cancel?.();
  }

  #connected(): void {
    if (this.#hadLink) {
      this.#summary.reconnected();
      this.#ladder = overNewLink(this.#ladder);
    }
    this.#hadLink = true;
    this.#reading = null;
    // The other side may be a page that was loaded anew and knows nothing.
    if (this.#told.step !== 'good' || this.#told.picture !== 'full') this.#ports.tell(this.#told);
    this.#cancel?.();
    this.#cancel = this.#ports.clock.after(SAMPLE_MS, () => void this.#sample());
  }

  async #sample(): Promise<void> {
    const asked = this.#cancel;
    const report = await this.#ports.getStats().catch(() => null);
    // Stopped, or connected anew, while the browser thought.
    if (this.#isStopped || asked !== this.#cancel) return;
    this.#cancel = this.#ports.clock.after(SAMPLE_MS, () => void this.#sample());
    if (!report) return;
    // Not earlier: the first frame has the line for itself.
    if (!this.#isVoiceFirst) this.#ports.limit('audio', VOICE_FIRST);
    this.#isVoiceFirst = true;
    const reading = readReport(report as unknown as Iterable<readonly [string, unknown]>, this.#ports.clock.now());
    const sample = sampleOf(this.#reading, reading);
    this.#reading = reading;
    if (sample) this.#take(sample);
  }

  #take(sample: Sample): void {
    const { sending } = this.#ports.media.get();
    const hasPicture = (sending.video || sending.screen) && this.#ports.isHeld?.() !== true;
    this.#samples = [...this.#samples, sample].slice(-MOST_SAMPLES);
    this.#summary.add(sample);
    this.#judgment = judge(this.#judgment, gradeOf(sample, hasPicture));
    // Without a picture there is nothing to make smaller; one that is turned on later begins where the link was.
    if (hasPicture) this.#walk(stepLadder(this.#ladder, loadOf(sample)));
    this.#publish();
  }

  #walk(ladder: Ladder): void {
    this.#ladder = ladder;
    const { local } = this.#ports.media.get();
    const { width = 0, height = 0 } = local?.getVideoTracks()[0]?.getSettings() ?? {};
    const limit = limitsOf(ladder.level, Math.min(width, height));
    // The level has changed, or the camera: another one may give a larger picture.
    if (JSON.stringify(limit) === this.#limited) return;
    this.#limited = JSON.stringify(limit);
    this.#ports.limit('video', limit);
    this.#ports.limit('screen', screenLimitsOf(ladder.level));
    this.#summary.level(ladder.level);
  }

  #publish(): void {
    const { level, because } = this.#ladder;
    const picture = pictureOf(level);
    const own = withPicture(this.#judgment.said, picture, because);
    this.#ports.onChange({
      ...shown(own, this.#other),
      picture,
      pictureBecause: because,
      other: this.#other,
      samples: this.#samples,
    });
    const told = { ...own, picture };
    if (told.step === this.#told.step && told.reason === this.#told.reason && picture === this.#told.picture) return;
    this.#told = told;
    this.#ports.tell(told);
  }
}

/** A call is no better than its picture: while it is held down, what was done about the link hides how weak it is. */
function withPicture(grade: Grade, picture: ToldQuality['picture'], because: Ladder['because']): Grade {
  if (picture === 'full') return grade;
  const least: Grade = {
    step: picture === 'paused' ? 'poor' : 'fair',
    reason: because === 'cpu' ? 'cpu' : 'bandwidth',
  };
  return isWorse(least, grade) ? least : grade;
}

/** What is shown: one's own grade, or, where the other side's is the worse, that it is theirs. */
function shown(own: Grade, other: ToldQuality | null): Grade {
  return other && isWorse(other, own) ? { step: other.step, reason: 'other' } : own;
}
