import { type CallSnapshot, CODES, REMEMBER_MS, type SessionReady } from '@frontdesk/protocol';
import { ended, isOver, sideOf, withMissed, withOver } from './ends.js';
import type { CallModel } from './model.js';
import { endingOf, isBoundHere, isHandedOver, liveCall, promote, show, step, takeOver } from './show.js';

/**
 * Brings the model to what the server says there is, at the beginning of every connection.
 *
 * A started call that the server does not list stays: whether it can be resumed (C20) is for a command to find out.
 * `loadedIn` is the started call that this page was in when it was loaded anew: if it ended meanwhile, that is shown.
 */
export function reconcile(
  before: CallModel,
  ready: SessionReady,
  at: number,
  loadedIn: CallSnapshot | null = null,
): CallModel {
  const model = before.me && before.me.userId !== ready.user.userId ? forgotten(before) : before;
  const mine: CallModel = {
    ...model,
    me: { userId: ready.user.userId, endpointId: ready.endpointId },
    offsetMs: ready.serverTime - at,
  };
  return promote(missedAway(found(kept(mine, ready, at, loadedIn), ready, at), ready), at);
}

/** What is shown already: newer, or ended while this page was away, or lost. */
function kept(model: CallModel, ready: SessionReady, at: number, loadedIn: CallSnapshot | null): CallModel {
  const held = liveCall(model.view) ?? loadedIn;
  if (!held || isOver(model, held)) return model;
  const known = [...ready.calls, ...ready.ended].find((call) => call.callId === held.callId);
  const side = sideOf(model, held);
  const handedOver = ready.calls.find((call) => isHandedOver(model, held, call));
  const place = handedOver && sideOf(model, handedOver);
  if (handedOver && place) return takeOver(model, held, handedOver, place, null, at);
  if (known && side) return step(model, known, side, null, at);
  if (held === loadedIn || model.view.state === 'started' || model.view.state === 'resuming') return model;
  return ended(model, held, { code: CODES.disconnected, endedBy: 'server', text: '' }, at);
}

/** What is not shown yet: a call of this page before it was reloaded, or one that rings. */
function found(model: CallModel, ready: SessionReady, at: number): CallModel {
  if (liveCall(model.view)) return model;
  const all = ready.calls.filter((call) => isOurs(model, call));
  const ours = all.find(({ room }) => room === null) ?? all[0];
  if (ours) {
    const side = sideOf(model, ours);
    return side ? step(model, ours, side, null, at) : model;
  }
  return ready.calls.filter((call) => call.state === 'ringing').reduce((now, call) => show(now, call, null, at), model);
}

/** A call that this very page is in or has asked for; not one that merely rings here. */
function isOurs(model: CallModel, call: CallSnapshot): boolean {
  const side = sideOf(model, call);
  if (!side || isOver(model, call) || call.state === 'finished') return false;
  if (call[side].endpointId === null || !isBoundHere(model, call, side)) return false;
  return side === 'caller' || call.state === 'started';
}

/** Rings that ended while this page was away, if that was not long ago. */
function missedAway(model: CallModel, ready: SessionReady): CallModel {
  return ready.ended.reduce((now, call) => {
    const side = sideOf(now, call);
    const isRecent = call.finishedAt !== null && ready.serverTime - call.finishedAt < REMEMBER_MS;
    if (!side || !isRecent || now.over.some((over) => over.callId === call.callId)) return now;
    return { ...withMissed(now, call, side, endingOf(call, side).code), over: withOver(now, call) };
  }, model);
}

/** Somebody else is here now: nothing of the last person remains. */
function forgotten(model: CallModel): CallModel {
  return { ...model, view: { state: 'idle' }, missed: [], over: [], waiting: null };
}
