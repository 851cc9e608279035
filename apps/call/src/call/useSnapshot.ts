import { type RefObject, useEffect, useState } from 'react';
import { pictureOf, save, snapshotName } from './snapshot.js';

/** How long it is said that there was nothing to save, in ms. */
const REFUSED_MS = 4_000;

export interface Snapshots {
  /** Saves the large picture as a file, and tells both sides so. */
  readonly take: () => void;
  /** Grows with each picture: time for a flash. */
  readonly taken: number;
  /** An attempt has just found no picture. */
  readonly isRefused: boolean;
}

/** Pictures of the call. `onTaken` tells the other side, before anything is saved. */
export function useSnapshot(stage: RefObject<HTMLElement | null>, name: string, onTaken: () => void): Snapshots {
  const [taken, setTaken] = useState(0);
  const [isRefused, setRefused] = useState(false);
  useEffect(() => {
    if (!isRefused) return;
    const timer = setTimeout(() => setRefused(false), REFUSED_MS);
    return () => clearTimeout(timer);
  }, [isRefused]);
  const take = async (): Promise<void> => {
    const video = stage.current?.querySelector<HTMLVideoElement>('[data-large="true"] video') ?? null;
    const picture = await pictureOf(video);
    setRefused(picture === null);
    if (!picture) return;
    onTaken();
    setTaken((before) => before + 1);
    save(picture, snapshotName(name, new Date()));
  };
  return { take: () => void take(), taken, isRefused };
}
