import { type ChatEntry, type ChatView, WritableStore } from '@frontdesk/client';
import type { ChatPort } from '../ports.js';
import { ADA, BEN, NOW } from './people.js';

const MINUTE = 60_000;

function entry(id: string, minutesAgo: number, fields: Partial<ChatEntry>): ChatEntry {
  const { userId, name } = fields.isOwn ? ADA : BEN;
  return {
    id,
    isOwn: false,
    from: userId,
    name,
    isNew: false,
    at: NOW - minutesAgo * MINUTE,
    kind: 'text',
    text: '',
    notice: null,
    file: null,
    state: 'sent',
    problem: null,
    progress: null,
    ...fields,
  };
}

const PHOTO = { fileId: 'photo', name: 'dent-left-door.png', size: 1_240_000, type: 'image/png' };
const LONG_FILE = {
  fileId: null,
  name: 'Schadensmeldung_Kraftfahrzeughaftpflichtversicherung_Lindqvist_2026-11-24_unterschrieben.pdf',
  size: 18_400_000,
  type: 'application/pdf',
};

const TALK: readonly ChatEntry[] = [
  entry('1', 9, { text: 'Good morning! Could you send me a photo of the damage?' }),
  entry('2', 8, { isOwn: true, text: 'Of course, one moment.' }),
  entry('3', 7, { isOwn: true, kind: 'file', file: PHOTO }),
  entry('4', 6, { kind: 'notice', notice: 'snapshot' }),
  entry('5', 3, {
    text: 'Thank you. The form is at https://example.com/claims/new?case=4711\nYou can fill it in while we talk.',
  }),
  entry('6', 1, { isOwn: true, text: '好的，谢谢！' }),
];

/** Conversations as the gallery shows them. */
export const CHATS = {
  empty: [],
  talk: TALK,
  three: [
    ...TALK.slice(0, 2),
    entry('7', 5, {
      from: 'guest-5h2p8v3n',
      name: 'Carmen Vidal',
      text: 'Good morning, I am Carmen, from the workshop.',
    }),
    entry('8', 5, { from: 'guest-5h2p8v3n', name: 'Carmen Vidal', text: 'Is the door still to be opened?' }),
    entry('9', 4, { isOwn: true, text: 'Yes, but it creaks.' }),
    entry('10', 3, { text: 'Then we need no tow truck.' }),
    entry('11', 2, { kind: 'notice', notice: 'hold' }),
    entry('12', 1, { kind: 'notice', notice: 'resume' }),
  ],
  sending: [
    ...TALK,
    entry('7', 0, { isOwn: true, kind: 'file', file: LONG_FILE, state: 'sending', progress: 0.62 }),
    entry('8', 0, { isOwn: true, text: 'It is a large one…', state: 'sending' }),
  ],
  failed: [
    ...TALK.slice(0, 2),
    entry('7', 0, { isOwn: true, kind: 'file', file: LONG_FILE, state: 'failed', problem: 'no_space', progress: 0.4 }),
    entry('8', 0, { isOwn: true, kind: 'file', file: PHOTO, state: 'failed', problem: 'too_large' }),
    entry('9', 0, { isOwn: true, text: 'Did you get it?', state: 'failed', problem: 'failed' }),
  ],
  long: [
    entry('1', 2, { text: 'Donaudampfschifffahrtsgesellschaft'.repeat(8) }),
    entry('2', 1, { text: 'شكراً لانتظارك — <b>مركز المطالبات</b>' }),
    entry('3', 0, { isOwn: true, text: `https://example.com/${'a-long-path/'.repeat(12)}` }),
  ],
} as const satisfies Readonly<Record<string, readonly ChatEntry[]>>;

/** A red door with a dent, as bytes of a picture. */
function drawnPhoto(): Promise<Blob | null> {
  const canvas = document.createElement('canvas');
  canvas.width = 480;
  canvas.height = 300;
  const paint = canvas.getContext('2d');
  if (paint) {
    paint.fillStyle = '#8f2f2a';
    paint.fillRect(0, 0, 480, 300);
    paint.fillStyle = '#6f211d';
    paint.beginPath();
    paint.ellipse(250, 160, 90, 45, -0.3, 0, 7);
    paint.fill();
    paint.fillStyle = '#d9d6ce';
    paint.fillRect(60, 60, 70, 16);
  }
  return new Promise((resolve) => canvas.toBlob(resolve));
}

/** A conversation that is only looked at. */
export function chatOf(entries: readonly ChatEntry[], fields: Partial<ChatView> = {}): ChatPort {
  const nothing = (): void => undefined;
  const view: ChatView = {
    callId: 'c1',
    isOpen: true,
    isWhole: true,
    entries,
    unread: 0,
    fileMaxBytes: 26_214_400,
    ...fields,
  };
  return {
    view: new WritableStore(view),
    send: nothing,
    notice: nothing,
    attach: nothing,
    retry: nothing,
    discard: nothing,
    setReading: nothing,
    download: (fileId) => (fileId === PHOTO.fileId ? drawnPhoto() : Promise.resolve(null)),
  };
}
