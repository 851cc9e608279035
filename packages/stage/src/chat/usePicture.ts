import type { ChatEntryFile } from '@frontdesk/client';
import { useEffect, useState } from 'react';
import type { ChatPort } from '../ports.js';

/** What may be shown as a picture: formats that hold no script. */
const PICTURES: ReadonlySet<string> = new Set(['image/png', 'image/jpeg', 'image/gif', 'image/webp']);
/** Larger ones are not loaded unasked, in bytes. */
const SHOWN_BYTES = 8_000_000;

/** The address of a picture that was sent, for as long as it is shown; null for what is none. */
export function usePicture(file: ChatEntryFile, download: ChatPort['download']): string | null {
  const [url, setUrl] = useState<string | null>(null);
  const { fileId, type, size } = file;
  useEffect(() => {
    if (fileId === null || !PICTURES.has(type) || size > SHOWN_BYTES) return;
    let made: string | null = null;
    let isOver = false;
    void download(fileId).then((bytes) => {
      if (isOver || bytes === null) return;
      // Under a type of our own list, whatever the sender has said.
      made = URL.createObjectURL(new Blob([bytes], { type }));
      setUrl(made);
    });
    return () => {
      isOver = true;
      if (made !== null) URL.revokeObjectURL(made);
    };
  }, [fileId, type, size, download]);
  return url;
}
