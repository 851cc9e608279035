import { type RefObject, useEffect, useState } from 'react';
import { pictureOf, save, snapshotName } from './snapshot.js';

/** How long it is said why nothing was saved, in ms. */
const REFUSED_MS = 4_000;

/** Why no picture is saved: there is none, or the other side could not be told. */
export type SnapshotRefusal = 'noPicture' | 'noLine';

interface SnapshotParts {
  readonly name: string;
  readonly isLineUp: boolean;
  /** Tells the other side, before anything is saved. */
  readonly onTaken: () => void;
}

export interface Snapshots {
  /** Saves the large picture as a file, and tells both sides so. */
  readonly take: () => void;
  /** Grows with each picture: time for a flash. */
  readonly taken: number;
  /** Why the attempt just made saved nothing. */
  readonly refusal: SnapshotRefusal | null;
}

/** Pictures of the call. None is saved unseen: not without a line either, since the call may end before it is back. */
export function useSnapshot(stage: RefObject<HTMLElement | null>, parts: SnapshotParts): Snapshots {
  const { name, isLineUp, onTaken } = parts;
  const [taken, setTaken] = useState(0);
  const [refusal, setRefusal] = useState<SnapshotRefusal | null>(null);
  useEffect(() => {
    if (refusal === null) return;
    const timer = setTimeout(() => setRefusal(null), REFUSED_MS);
    return () => clearTimeout(timer);
  }, [refusal]);
  const take = async (): Promise<void> => {
    const video = stage.current?.querySelector<HTMLVideoElement>('[data-large="true"] video') ?? null;
    const picture = isLineUp ? await pictureOf(video) : null;
    setRefusal(picture ? null : isLineUp ? 'noPicture' : 'noLine');
    if (!picture) return;
    onTaken();
    setTaken((before) => before + 1);
    save(picture, snapshotName(name, new Date()));
  };
  return { take: () => void take(), taken, refusal };
}
