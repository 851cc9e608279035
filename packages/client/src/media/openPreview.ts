import type { MediaView } from '../views.js';
import type { Devices } from './Devices.js';

/** A look at oneself before a call. */
export interface Preview {
  /** What could be opened; empty if nothing. */
  readonly stream: MediaStream;
  readonly problems: MediaView['problems'];
  /** Closes camera and microphone; their light goes off. */
  stop(): void;
}

/** Opens the chosen camera and microphone for a look. Never throws: what is missing is in `problems`. */
export async function openPreview(devices: Pick<Devices, 'open'>): Promise<Preview> {
  const { audio, video, problems } = await devices.open({ audio: true, video: true });
  const tracks = [audio, video].filter((track) => track !== null);
  return {
    stream: new MediaStream(tracks),
    problems,
    stop: () => {
      for (const track of tracks) track.stop();
    },
  };
}
