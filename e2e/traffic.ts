import { expect, type Page } from '@playwright/test';
import type { Person } from './Person.js';

/** What a page has done with media so far. */
export interface Traffic {
  /** The states of all connections that are not closed. */
  readonly links: string[];
  /** The sound and picture that went out and came in, in packets and bytes. */
  readonly sent: number;
  readonly received: number;
  /** How often the other side has answered whether it is still there, on the paths that are in use. */
  readonly answers: number;
  /** How often a device was asked for. */
  readonly opened: number;
  /** The certificates of the connections that are not closed: the same one is the same connection. */
  readonly fingerprints: string[];
}

/** Lets {@link traffic} look into every connection that this page makes from now on, also after a reload. */
export async function listen({ page }: Person): Promise<void> {
  const watch = () => {
    const seen = { connections: [] as RTCPeerConnection[], opened: 0 };
    Object.assign(globalThis, { seenMedia: seen });
    const Native = RTCPeerConnection;
    globalThis.RTCPeerConnection = class extends Native {
      constructor(configuration?: RTCConfiguration) {
        super(configuration);
        seen.connections.push(this);
      }
    };
    const { mediaDevices } = navigator;
    const open = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = (constraints) => {
      seen.opened += 1;
      return open(constraints);
    };
  };
  await page.evaluate(watch);
}

export function traffic(page: Page): Promise<Traffic> {
  return page.evaluate(async () => {
    const { seenMedia: seen } = globalThis as unknown as {
      seenMedia: { connections: RTCPeerConnection[]; opened: number };
    };
    const open = seen.connections.filter(({ connectionState }) => connectionState !== 'closed');
    const total = { sent: 0, received: 0, answers: 0 };
    for (const connection of open) {
      for (const entry of (await connection.getStats()).values()) {
        if (entry.type === 'candidate-pair' && entry.nominated) total.answers += entry.responsesReceived;
        if (entry.type === 'outbound-rtp') total.sent += entry.packetsSent + entry.bytesSent;
        if (entry.type === 'inbound-rtp') total.received += entry.packetsReceived + entry.bytesReceived;
      }
    }
    const fingerprints = open.map(({ localDescription }) => /fingerprint:(\S+ \S+)/.exec(localDescription?.sdp ?? ''));
    return {
      links: open.map(({ connectionState }) => connectionState),
      ...total,
      opened: seen.opened,
      fingerprints: fingerprints.map((found) => found?.[1] ?? ''),
    };
  });
}

/** How long a link may take to be there, in ms. */
const SOON = { timeout: 20_000 };
/** Linked, and nothing of sound or picture has gone either way. */
export const SILENT = { links: ['connected'], sent: 0, received: 0 };

/** Waits until the page is linked and it has gone on ringing for a while: the other side has answered twice since. */
export async function letItRing({ page }: Person): Promise<void> {
  await expect.poll(() => traffic(page), SOON).toMatchObject({ links: ['connected'] });
  const { answers } = await traffic(page);
  await expect.poll(async () => (await traffic(page)).answers, SOON).toBeGreaterThanOrEqual(answers + 2);
}
