import { WritableStore } from '@frontdesk/client';

/** The id of the speaker on which everything of this page is played; empty for the system's own. */
const chosen = new WritableStore('');

/** Plays everything there from now on: the other person, and what rings. */
export function setSpeaker(deviceId: string): void {
  chosen.set(deviceId);
}

/** Lets an element or an audio context play on the chosen speaker, until the returned function is called. */
export function playOnSpeaker(player: object): () => void {
  if (!('setSinkId' in player)) return () => undefined;
  const play = (): void => {
    // A speaker that has gone away meanwhile: the list of devices will say so.
    (player as HTMLMediaElement).setSinkId(chosen.get()).catch(() => undefined);
  };
  if (chosen.get() !== '') play();
  return chosen.subscribe(play);
}
