import { CODES } from '@frontdesk/protocol';
import { allOf, callerPage } from './addresses.js';
import type { LiveCall, PageAddress, Ringing } from './call.js';
import { SILENT } from './endings.js';
import type { Effect, Ring } from './step.js';

/** The call as it rings now; `before` are the pages on which it has rung already. */
export function ringing(
  { asked, version, lost }: Pick<LiveCall, 'asked' | 'version' | 'lost'>,
  { targets, rang, at, expiresAt }: Ring,
  held: Ringing['held'],
  before: readonly PageAddress[],
): Ringing {
  const isNew = ({ userId, endpointId }: PageAddress) =>
    !rang.some((page) => page.userId === userId && page.endpointId === endpointId);
  return {
    state: 'ringing',
    asked,
    version: version + 1,
    targets,
    isShared: targets.length > 1,
    ringingAt: at,
    expiresAt,
    rang: before.length === 0 ? rang : [...before.filter(isNew), ...rang],
    alerts: 0,
    linkable: [],
    held,
    lost: { caller: lost.caller, callee: null },
  };
}

/** What ringing means: every page of those who are rung is told, and the caller that it was delivered (C5). */
export function ringEffects(call: Ringing): Effect[] {
  const { param, text } = call.asked;
  const request = { news: 'request', code: CODES.ok, param, text } as const;
  const effects: Effect[] = [{ type: 'startTimer', timer: 'ring', at: call.expiresAt }];
  for (const { userId } of call.targets) {
    effects.push({ type: 'tell', to: allOf(userId), ...request });
    if (call.lost.caller === null) continue;
    effects.push({
      type: 'tellPeer',
      to: allOf(userId),
      endpointId: call.asked.callerEndpoint,
      connected: false,
    });
  }
  const reply = { news: 'reply', code: CODES.ok, ...SILENT } as const;
  effects.push({ type: 'tell', to: callerPage(call), ...reply }, { type: 'announce', ...reply });
  return effects;
}
