import { type CallNews, type CallSnapshot, CODES } from '@frontdesk/protocol';
import type { CallView } from '../views.js';
import { type Ending, ended, sideOf, withOver } from './ends.js';
import { type CallInput, type CallModel, EMPTY_MODEL } from './model.js';
import { reconcile } from './reconcile.js';
import { liveCall, promote, show, started, step } from './show.js';

/**
 * What a page shows of calls after something happened: pure, so that every race is a test without a server.
 *
 * The server is the only writer of a call's state. The one thing that a page decides by itself is that its person has
 * left a call, because hanging up must work without a line too.
 */
export function reduce(model: CallModel, input: CallInput): CallModel {
  switch (input.type) {
    case 'ready':
      return reconcile(model, input.ready, input.at, input.loadedIn);
    case 'news':
      return promote(told(model, input), input.at);
    case 'peer':
      return withPeer(model, input);
    case 'goesOn':
      return goesOn(model, input.call);
    case 'dial':
      return {
        ...model,
        asked: input.kinds,
        view: { state: 'dialing', to: input.to, name: input.name, since: input.at },
      };
    case 'undialed':
      return undialed(model, input.error.code, null);
    case 'answering':
      return answering(model, input.callId, input.on);
    case 'acknowledged':
      return promote(acknowledged(model, input), input.at);
    case 'resuming':
      return resuming(model, input.call);
    case 'resumed':
      return promote(resumed(model, input), input.at);
    case 'disown':
      return { ...model, over: withOver(model, input.call) };
    case 'left':
      return promote(left(model, input.code, input.at), input.at);
    case 'gone':
      return promote(gone(model, input), input.at);
    case 'dismiss':
      return model.view.state === 'ended' ? promote({ ...model, view: { state: 'idle' } }, input.at) : model;
    case 'dismissMissed':
      return { ...model, missed: model.missed.filter((missed) => missed.callId !== input.callId) };
    case 'reset':
      return { ...EMPTY_MODEL, missed: model.missed, over: model.over };
  }
}

function told(model: CallModel, { news, ends, at, successor }: Extract<CallInput, { type: 'news' }>): CallModel {
  const shown = show(model, news.call, ends ? endingBy(model, news) : null, at);
  const { view } = shown;
  const isHandedOver = view.state === 'ended' && view !== model.view && view.code === CODES.transferred;
  if (isHandedOver && successor) return { ...shown, view: { ...view, goesOnWith: successor } };
  const isWaiting = view.state === 'outgoing' && view.call === news.call && news.call.state === 'waiting';
  if (!isWaiting) return shown;
  const said = { place: news.param > 0 ? news.param : null, text: news.text, wait: news.wait ?? null };
  return { ...shown, view: { ...view, said } };
}

/** The code of the news, not of the snapshot: "answered elsewhere" is told of a call that goes on. */
function endingBy(model: CallModel, news: CallNews): Ending {
  const { view } = model;
  const isOurs = view.state === 'incoming' && news.code === CODES.answeredElsewhere;
  return { code: news.code, endedBy: isOurs ? null : news.call.endedBy, text: news.text };
}

function withPeer(
  model: CallModel,
  { callId, endpointId, connected }: Extract<CallInput, { type: 'peer' }>,
): CallModel {
  const { view } = model;
  if (view.state !== 'outgoing' && view.state !== 'incoming' && view.state !== 'started') return model;
  if (view.call.callId !== callId || view.reachable === connected) return model;
  // Somebody else's page in the room.
  if (view.state === 'started' && endpointId !== null && endpointId !== view.other.endpointId) return model;
  return { ...model, view: { ...view, reachable: connected } };
}

function goesOn(model: CallModel, call: CallSnapshot): CallModel {
  const side = sideOf(model, call);
  return side ? started({ ...model, view: { state: 'idle' } }, call, side) : model;
}

function answering(model: CallModel, callId: string, on: boolean): CallModel {
  const { view } = model;
  if (view.state !== 'incoming' || view.call.callId !== callId) return model;
  return { ...model, view: { ...view, answering: on } };
}

/** A request's acknowledgment may be a call of the other side, which our request has accepted (C16). */
function acknowledged(model: CallModel, input: Extract<CallInput, { type: 'acknowledged' }>): CallModel {
  const side = sideOf(model, input.call);
  const isNew = model.view.state === 'dialing' && !model.over.some((over) => over.callId === input.call.callId);
  if (!side || !isNew) return show(model, input.call, null, input.at);
  return step({ ...model, waiting: null, view: { state: 'idle' } }, input.call, side, null, input.at);
}

/** What the server took up from a ticket may have a lower version than what it told before it forgot. */
function resumed(model: CallModel, { call, at }: Extract<CallInput, { type: 'resumed' }>): CallModel {
  const side = sideOf(model, call);
  return side && liveCall(model.view)?.callId === call.callId ? step(model, call, side, null, at) : model;
}

function resuming(model: CallModel, call: CallSnapshot): CallModel {
  const { view } = model;
  const waiting = view.state === 'incoming' ? view.call : model.waiting;
  const other = sideOf(model, call) === 'callee' ? call.caller : call.callee;
  return { ...model, waiting, view: { state: 'resuming', call, other } };
}

function undialed(model: CallModel, code: number, endedBy: 'caller' | null): CallModel {
  const { view } = model;
  if (view.state !== 'dialing') return model;
  return { ...model, view: endedDial(view, code, endedBy, model) };
}

function endedDial(
  view: Extract<CallView, { state: 'dialing' }>,
  code: number,
  endedBy: 'caller' | null,
  model: CallModel,
): CallView {
  const other = { userId: view.to, name: view.name ?? view.to };
  return {
    state: 'ended',
    call: null,
    side: 'caller',
    other,
    code,
    endedBy,
    text: '',
    wasWaiting: false,
    talkedMs: null,
    kinds: model.asked,
  };
}

function left(model: CallModel, code: number, at: number): CallModel {
  if (model.view.state === 'dialing') return undialed(model, code, 'caller');
  const call = liveCall(model.view);
  const side = call && sideOf(model, call);
  if (!call || !side) return model;
  return ended(model, call, { code, endedBy: side, text: '' }, at);
}

function gone(model: CallModel, input: Extract<CallInput, { type: 'gone' }>): CallModel {
  const call = liveCall(model.view);
  if (call?.callId !== input.callId) return model;
  return ended(model, call, { code: input.code, endedBy: null, text: '' }, input.at);
}
