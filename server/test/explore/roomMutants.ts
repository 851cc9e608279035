import { type Mutant, mutant } from './Mutant.js';

/** Faults in rooms with more than two in them. */
export const ROOMS: readonly Mutant[] = [
  mutant(
    'who has hung up in the room is put into the call',
    'room-races',
    'storeRules.ts',
    'return parties.every((userId) => were.includes(userId) || talksIn(tables, call.asked.callId, userId));',
    'return true;',
  ),
  mutant(
    'a hand-over is told before it is on disk',
    'room-aside',
    'CallRunner.ts',
    "if (after.state === 'started') return ledger.handedOver(factsOf(after));",
    "if (after.state === 'started') return;",
  ),
  mutant(
    'a hand-over that did not come about stays on disk',
    'room-races room-blind',
    'CallRunner.ts',
    "else if (wanted !== 'end') void ledger.handedOver(factsOf(call));",
    '',
  ),
  mutant(
    'the side call goes on behind the hand-over',
    'room-aside',
    'Rooms.ts',
    "await this.#close(done.sideId, by ?? 'caller', CODES.transferred);",
    '',
  ),
  mutant(
    'a call that was to hand over another rings on when that is over',
    'room-blind',
    'Rooms.ts',
    "if (side?.asked.room?.as === 'transfer') await this.#close(side.asked.callId, 'server', CODES.canceled);\n    else if",
    'if',
  ),
  mutant(
    'who talks aside counts as in the room',
    'room-stray',
    'members.ts',
    'if (!isJoined(side) || sideOfBound(',
    "if (side?.state !== 'started' || sideOfBound(",
  ),
  mutant(
    'nobody is told that the third is out of the room',
    'room-signals',
    'Rooms.ts',
    'return isChanged ? this.#tellMembers(',
    "return isChanged && call.state === 'started' ? this.#tellMembers(",
  ),
  mutant(
    'the place of the customer is handed over',
    'room-aside',
    'Rooms.ts',
    "type: 'handedOver', side: place,",
    "type: 'handedOver', side: place === 'caller' ? 'callee' : 'caller',",
  ),
  mutant(
    'an older ticket brings back who has left',
    'room-restart',
    'resume.ts',
    'const held = { ...ticket, ...ports.ledger.handedOverAs(callId), version: ticket.version };',
    'const held = ticket;',
  ),
  mutant(
    'the side call of a call that was handed over is taken up again',
    'room-restart',
    'resume.ts',
    'if (isForgotten) return succeed(parts, from, host, answer);',
    '',
  ),
];
