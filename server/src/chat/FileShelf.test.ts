import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { VirtualClock } from '../../test/VirtualClock.js';
import { CallFolders } from './CallFolders.js';
import { type Admission, FileShelf } from './FileShelf.js';

let dataDir: string;
const PLENTY = 2 ** 40;

function open(maxBytes = 1_000, free = PLENTY): FileShelf {
  const parties = { isKnown: async () => true };
  const folders = new CallFolders({ dataDir, clock: new VirtualClock(), parties, onFault: () => undefined });
  return new FileShelf({ folders, maxBytes, freeBytes: async () => free });
}

const bill = (size: number) => ({ name: 'bill.pdf', type: 'application/pdf', size });

/** What has come of a file so far, as the receiver of uploads lays it down. */
function receive(admission: Admission, bytes: number): string {
  if (!admission.ok) throw new Error(admission.why);
  const { key, filed } = admission;
  mkdirSync(join(dataDir, 'calls', 'c', 'files'), { recursive: true });
  writeFileSync(join(dataDir, 'calls', key), 'x'.repeat(bytes));
  const metadata = { filename: '../bill.pdf', filetype: filed.type, userId: filed.userId };
  writeFileSync(join(dataDir, 'calls', `${key}.json`), JSON.stringify({ id: key, size: filed.size, metadata }));
  return filed.fileId;
}

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'frontdesk-shelf-'));
});
afterEach(() => {
  rmSync(dataDir, { recursive: true, force: true });
});

describe('the files of a call', () => {
  it('[file bounds] are so large, so many, and so much together', async () => {
    const why = async (shelf: FileShelf, size: number) => {
      const admission = await shelf.admit('c', 'ann', bill(size));
      return admission.ok ? 'ok' : admission.why;
    };
    expect(await why(open(), 1_001)).toBe('too_large');
    expect(await why(open(0), 0)).toBe('too_large');
    const shelf = open();
    expect([await why(shelf, 1_000), await why(shelf, 1_000), await why(shelf, 1_000)]).toEqual(['ok', 'ok', 'ok']);
    expect([await why(shelf, 999), await why(shelf, 2), await why(shelf, 1)]).toEqual(['ok', 'full', 'ok']);
    const many = open();
    const all = await Promise.all(Array.from({ length: 60 }, () => why(many, 1)));
    expect(all.filter((each) => each === 'ok')).toHaveLength(50);
  });

  it('[file bounds] leave room on the disk for all else', async () => {
    expect(await open(1_000, 256 * 1024 * 1024 + 500).admit('c', 'ann', bill(600))).toEqual({
      ok: false,
      why: 'no_space',
    });
  });

  it('are found when whole, by their sender, also by the next run of the server', async () => {
    const before = open();
    const fileId = receive(await before.admit('c', 'ann', bill(10)), 9);
    expect(await before.find('c', fileId, 'ann')).toBe(null);
    writeFileSync(join(dataDir, 'calls', 'c', 'files', fileId), 'x'.repeat(10));
    const file = { fileId, name: 'bill.pdf', type: 'application/pdf', size: 10 };
    for (const shelf of [before, open()]) {
      expect(await shelf.find('c', fileId, 'ann')).toEqual(file);
      expect(await shelf.find('c', fileId, 'bob')).toBe(null);
      expect(await shelf.find('another', fileId, 'ann')).toBe(null);
    }
  });

  it('are without those whose description was cut off', async () => {
    const fileId = receive(await open().admit('c', 'ann', bill(10)), 10);
    writeFileSync(join(dataDir, 'calls', 'c', 'files', `${fileId}.json`), '{"size":10,"meta');
    expect(await open().find('c', fileId, 'ann')).toBe(null);
  });
});
