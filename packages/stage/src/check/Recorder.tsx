import { Button } from '@mantine/core';
import { Mic } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';

/** Long enough for a sentence, short enough to wait for, in ms. */
const RECORD_MS = 3_000;

type State = 'ready' | 'recording' | 'failed' | { readonly url: string };

/** Records what the microphone hears and plays it back: the only way to know how one sounds. */
export function Recorder({ stream }: { readonly stream: MediaStream }) {
  const { t } = useTranslation();
  const [state, setState] = useState<State>('ready');
  const stop = useRef<() => void>(() => undefined);
  useEffect(() => () => stop.current(), []);
  const url = typeof state === 'object' ? state.url : null;
  useEffect(() => () => void (url && URL.revokeObjectURL(url)), [url]);

  const begin = (): void => {
    setState('recording');
    stop.current = record(stream, (sound) => setState(sound ? { url: URL.createObjectURL(sound) } : 'failed'));
  };
  return (
    <>
      <Button
        variant="default"
        leftSection={<Mic size={18} aria-hidden="true" />}
        disabled={state === 'recording'}
        onClick={begin}
      >
        {t(state === 'recording' ? 'check.recording' : 'check.record')}
      </Button>
      {state === 'failed' && <p role="status">{t('check.recordFailed')}</p>}
      {/* biome-ignore lint/a11y/useMediaCaption: one's own voice, heard again by oneself. */}
      {url && <audio src={url} controls autoPlay aria-label={t('check.playback')} />}
    </>
  );
}

/** Records for {@link RECORD_MS}; null if the browser cannot. Returns what stops it early, without a word. */
function record(stream: MediaStream, onDone: (sound: Blob | null) => void): () => void {
  try {
    const recorder = new MediaRecorder(new MediaStream(stream.getAudioTracks()));
    const parts: Blob[] = [];
    let isWanted = true;
    recorder.addEventListener('dataavailable', ({ data }) => parts.push(data));
    recorder.addEventListener('stop', () => isWanted && onDone(new Blob(parts, { type: recorder.mimeType })));
    recorder.start();
    const timer = setTimeout(() => recorder.stop(), RECORD_MS);
    return () => {
      isWanted = false;
      clearTimeout(timer);
    };
  } catch {
    onDone(null);
    return () => undefined;
  }
}
