import type { ChatEntry } from '@frontdesk/client';

/** How things are said in a saved conversation. */
export interface TranscriptWords {
  readonly time: (at: number) => string;
  /** Who an entry is from. */
  readonly name: (entry: ChatEntry) => string;
  /** What was done, in a sentence. */
  readonly notice: (entry: ChatEntry) => string;
}

/** A conversation as plain text, to keep. What was not sent is not in it. */
export function transcriptOf(title: string, entries: readonly ChatEntry[], words: TranscriptWords): string {
  const sent = entries.filter(({ state }) => state === 'sent');
  const lines = sent.map((entry) => {
    const said = entry.kind === 'notice' ? `* ${words.notice(entry)}` : `${words.name(entry)}: ${saidIn(entry)}`;
    return `[${words.time(entry.at)}] ${said}`;
  });
  return `${[title, '', ...lines].join('\n')}\n`;
}

function saidIn({ text, file }: ChatEntry): string {
  // Lines after the first stand in from the margin, so that nobody can write a line that looks like another's.
  return file ? `<${file.name}>` : text.replaceAll('\n', '\n    ');
}
