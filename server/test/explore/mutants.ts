import { type Mutant, mutant } from './Mutant.js';
import { CLOCKS, NEWS } from './plainMutants.js';
import { ROOMS } from './roomMutants.js';

const RACES: readonly Mutant[] = [
  mutant(
    'the store does not look at the version',
    'races',
    'MemoryCallStore.ts',
    "if (before?.version !== previousVersion) return 'stale';",
    '',
  ),
  mutant('a save that came too late counts as saved', 'races', 'CallRunner.ts', "=== 'saved';", "!== 'conflict';"),
  mutant(
    'pages are not looked after once more after the save',
    'alerts-races races',
    'CallRunner.ts',
    'if (isLive(step.call)) await this.#reconcile(step.call);',
    '',
  ),
  mutant(
    'the store lets two calls begin with the same person',
    'races',
    'storeRules.ts',
    'if (!parties.every((userId) => isFreeFor(tables, call, userId))) return false;',
    '',
  ),
  mutant('a conflict while dialing is taken for success', 'races', 'CallRunner.ts', "=== 'created';", '!== undefined;'),
];

const STATE: readonly Mutant[] = [
  mutant(
    'who has left a call stays busy',
    'two-moods',
    'MemoryCallStore.ts',
    'if (!parties.includes(userId)) busy.delete(userId);',
    'if (parties.length > 0) busy.delete(userId);',
  ),
  mutant('a room is not freed', 'two-moods', 'MemoryCallStore.ts', 'rooms.delete(call.roomId);', ''),
  mutant(
    'a stranger counts as the callee',
    'strangers',
    'rules.ts',
    "return isCallee(call, userId) ? 'callee' : null;",
    "return 'callee';",
  ),
  mutant(
    'another page may act on a call that was taken',
    'pages-calm',
    'rules.ts',
    'return !page || page.endpointId === actor.endpointId ? null : ELSEWHERE;',
    'return null;',
  ),
  mutant(
    'the end is told before it is on disk',
    'races',
    'CallRunner.ts',
    'await this.#write(call, step.call);',
    'void this.#write(call, step.call);',
  ),
  mutant(
    'steps are told in whatever order they come',
    'races-loss races',
    'CallRunner.ts',
    'if (place.isNext) await place.isNext;',
    '',
  ),
  mutant(
    'an end that did not come about stays on disk',
    'races-loss',
    'CallRunner.ts',
    'ledger.goesOn(call.asked.callId);',
    ';',
  ),
  mutant(
    'a ticket of a call that has ended is good',
    'restart-races restart',
    'resume.ts',
    'ticket.isFromThisRun || ports.ledger.hasEnded(callId)',
    'ticket.isFromThisRun',
  ),
  mutant(
    'a call that is taken up begins its versions anew',
    'restart-loss',
    'resume.ts',
    'const version = Math.max(',
    'const version = Math.min(1, ',
  ),
  mutant(
    'a connected page counts as one that knows of the call',
    'restart',
    'rules.ts',
    "return call.state === 'started' && call.unshown === side;",
    'return false;',
  ),
  mutant(
    'a page that shows its ticket is not found',
    'restart',
    'lostAndFound.ts',
    'const shown = call.unshown === side ? { ...call, unshown: null } : call;\n',
    'if (call.unshown === side) return { call, effects: [] };\n  const shown = call;\n',
  ),
  mutant(
    'a request that is repeated is a new one',
    'two-doubles',
    'Switchboard.ts',
    'if (known && sideOf(known, from.userId)) return answer(done(known, from.userId));',
    '',
  ),
  mutant(
    'a callee who is busy is rung',
    'three',
    'ringable.ts',
    'if (own && own.asked.callId !== callId) {',
    'if (own?.asked.callId === callId) {',
  ),
];

/** Links that are made while it rings, where they may not be (C22, C23). */
const LINKS: readonly Mutant[] = [
  mutant(
    'a link is made to a page that did not alert',
    'alerts-guest',
    'rules.ts',
    'return call.linkable.some((page) => isSamePage(page, actor)) ? [caller] : [];',
    'return sideOf(call, actor.userId) ? [caller] : [];',
  ),
  mutant(
    'a link is made to whoever is rung, staff or not',
    'alerts-guest',
    'rules.ts',
    "return policy !== 'desk' || (role !== null && role !== 'caller');",
    'return true;',
  ),
  {
    name: 'an alert holds over another assignment',
    worlds: ['alerts-again'],
    edits: [
      {
        file: 'endings.ts',
        find: '    said,\n    rang,\n    lost: { caller: lost.caller, callee: null },',
        replace:
          '    said,\n    rang,\n    ...{ linkable: call.linkable },\n    lost: { caller: lost.caller, callee: null },',
      },
      {
        file: 'machine.ts',
        find: 'const next = ringing(call, event, { expiresAt: call.expiresAt, said: call.said }, call.rang);',
        replace:
          'const rung = ringing(call, event, { expiresAt: call.expiresAt, said: call.said }, call.rang);\n  const next = { ...rung, linkable: (call as object as Ringing).linkable ?? [] };',
      },
    ],
  },
  mutant(
    'who has refused keeps the link',
    'alerts-assigned',
    'endings.ts',
    'const linkable = call.linkable.filter((page) => page.userId !== userId);',
    'const { linkable } = call;',
  ),
  mutant(
    'an alert holds for the next connection',
    'alerts',
    'lostAndFound.ts',
    'const linkable = withoutLink(call, event);',
    'const { linkable } = call;',
  ),
  mutant(
    'a caller who comes back is not told of the pages again',
    'alerts',
    'lostAndFound.ts',
    'effects: [...step.effects, ...tellAlerts(call)] };',
    'effects: step.effects };',
  ),
  mutant(
    'a signal overtakes the step before it',
    'alerts-races races-loss',
    'Switchboard.ts',
    'const call = await this.#settled(callId);',
    'const call = await this.#ports.store.find(callId);',
  ),
];

/** Faults in two places at once: one of them alone is caught by the other. */
const DOUBLE: readonly Mutant[] = [
  {
    name: 'news goes out before the answer',
    worlds: ['two-moods'],
    edits: [
      { file: 'CallRunner.ts', find: '    this.#effects.run(change, effects);\n', replace: '' },
      {
        file: 'CallRunner.ts',
        find: '    answer({ ok: true, value: viewer',
        replace: '    this.#effects.run(change, effects);\n    answer({ ok: true, value: viewer',
      },
    ],
  },
  {
    name: 'a decision that comes too late is carried out',
    worlds: ['decided-late'],
    edits: [
      {
        file: 'Decisions.ts',
        find: "if (call.state !== 'deciding') return NO_SUCH_CALL;",
        replace: "if (call.state === 'finished') return NO_SUCH_CALL;",
      },
      {
        file: 'machine.ts',
        find: '  ringing: {\n    forced: force,',
        replace: '  ringing: {\n    forced: force,\n    allowed: allow as never,\n    held: hold as never,',
      },
    ],
  },
  {
    name: 'an accept after the end is answered ok',
    worlds: ['two-moods'],
    edits: [
      {
        file: 'rules.ts',
        find: "if (call.state === 'finished') return NO_SUCH_CALL;",
        replace: "if (call.state === 'finished') return null;",
      },
      {
        file: 'machine.ts',
        find: '  finished: {},',
        replace: '  finished: { accepted: (call: Finished) => ({ call, effects: [] }) } as never,',
      },
    ],
  },
  {
    name: 'someone who is busy is assigned to',
    worlds: ['assigned-races', 'decided'],
    edits: [
      {
        file: 'ringable.ts',
        find: 'if (own && own.asked.callId !== callId) {',
        replace: 'if (own?.asked.callId === callId) {',
      },
      {
        file: 'storeRules.ts',
        find: 'if (!parties.every((userId) => isFreeFor(tables, call, userId))) return false;',
        replace: 'if (call.version === 1 && !parties.every((userId) => isFreeFor(tables, call, userId))) return false;',
      },
    ],
  },
];

/** All must die: each is a fault that no one may make unnoticed. */
export const MUTANTS: readonly Mutant[] = [...CLOCKS, ...NEWS, ...RACES, ...STATE, ...LINKS, ...ROOMS, ...DOUBLE];
