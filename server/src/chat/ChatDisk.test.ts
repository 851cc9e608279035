import {
  chmodSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ChatMessage } from '@frontdesk/protocol';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { VirtualClock } from '../../test/VirtualClock.js';
import { CallFolders } from './CallFolders.js';
import { ChatDisk } from './ChatDisk.js';

let dataDir: string;
let faults: unknown[];
let clock: VirtualClock;
let known: Set<string>;

function open(): ChatDisk {
  const onFault = (fault: unknown) => faults.push(fault);
  const parties = { isKnown: async (callId: string) => known.has(callId) };
  return new ChatDisk(new CallFolders({ dataDir, clock, parties, onFault }), onFault);
}

function message(seq: number): ChatMessage {
  return {
    callId: 'c',
    seq,
    messageId: `m${seq}`,
    from: 'ann',
    at: 1,
    kind: 'text',
    text: 'ö\n',
    notice: null,
    file: null,
  };
}

const lines = () => join(dataDir, 'calls', 'c', 'messages.jsonl');

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'frontdesk-chat-'));
  faults = [];
  clock = new VirtualClock();
  known = new Set(['c']);
});
afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

describe('what was said, on disk', () => {
  it('[message kept] is there in its order for the next run of the server', async () => {
    const disk = open();
    await Promise.all([1, 2, 3].map((seq) => disk.append(message(seq))));
    expect(await open().read('c')).toEqual([message(1), message(2), message(3)]);
    expect(await open().read('another')).toEqual([]);
    expect(faults).toEqual([]);
  });

  it('[message kept] is all there but for a line that was cut off, which swallows nothing', async () => {
    await open().append(message(1));
    await open().append(message(2));
    truncateSync(lines(), readFileSync(lines()).length - 5);
    await open().append(message(3));
    expect(await open().read('c')).toEqual([message(1), message(3)]);
  });

  it('is erased when the call is forgotten, and at a start when it is older than a ticket', async () => {
    const disk = open();
    await disk.append(message(1));
    await clock.pass(60_000);
    expect(existsSync(lines())).toBe(true);
    known.clear();
    await clock.pass(60_000);
    await vi.waitFor(() => expect(existsSync(lines())).toBe(false));
    expect(clock.next).toBe(null);
    known.add('c');
    await disk.append(message(2));
    expect(await open().read('c')).toHaveLength(1);
    const yesterday = Date.now() / 1_000 - 25 * 3_600;
    utimesSync(join(dataDir, 'calls', 'c'), yesterday, yesterday);
    expect(await open().read('c')).toEqual([]);
  });

  it('goes without a disk that refuses, and reports it', async () => {
    const disk = open();
    rmSync(join(dataDir, 'calls'), { recursive: true });
    writeFileSync(join(dataDir, 'calls'), 'a file in its place');
    chmodSync(join(dataDir, 'calls'), 0o400);
    await disk.append(message(1));
    expect(faults).toHaveLength(1);
  });

  it('never leaves its folder', async () => {
    const disk = open();
    await disk.append({ ...message(1), callId: '../../escape' });
    expect(await disk.read('../../escape')).toEqual([]);
    expect(existsSync(join(dataDir, '..', 'escape'))).toBe(false);
    expect(faults.length).toBeGreaterThan(0);
  });
});
