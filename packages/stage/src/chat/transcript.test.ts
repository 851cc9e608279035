import type { ChatEntry } from '@frontdesk/client';
import { expect, it } from 'vitest';
import { transcriptOf } from './transcript.js';

const ENTRY: ChatEntry = {
  id: 'own 1',
  isOwn: true,
  from: 'ada',
  name: 'Ada',
  isNew: false,
  at: 5,
  kind: 'text',
  text: 'Hello',
  notice: null,
  file: null,
  state: 'sent',
  problem: null,
  progress: null,
};

it('is everything that was sent, a line each, and no line that looks like another’s', () => {
  const entries: ChatEntry[] = [
    ENTRY,
    { ...ENTRY, isOwn: false, text: 'Yes\n[1] You: I agree' },
    { ...ENTRY, kind: 'file', text: '', file: { fileId: 'f', name: 'bill.pdf', size: 1, type: '' } },
    { ...ENTRY, kind: 'notice', text: '', notice: 'snapshot' },
    { ...ENTRY, text: 'never arrived', state: 'failed', problem: 'over' },
  ];
  const words = {
    time: (at: number) => String(at),
    name: ({ isOwn }: ChatEntry) => (isOwn ? 'You' : 'Ben'),
    notice: () => 'You took a picture',
  };
  expect(transcriptOf('With Ben', entries, words)).toBe(
    'With Ben\n\n[5] You: Hello\n[5] Ben: Yes\n    [1] You: I agree\n[5] You: <bill.pdf>\n[5] * You took a picture\n',
  );
});
