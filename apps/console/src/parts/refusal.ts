import { CODES, type CommandError } from '@frontdesk/protocol';

/** Why the desk did not do what was asked of it, as far as an agent can do something about it: a key of `refusal.why`. */
export type Refusal = 'notSitting' | 'notYours' | 'tooMany' | 'noAnswer' | 'other';

/** A command that nobody has answered counts as ended by the line. */
export function refusalOf({ code }: Pick<CommandError, 'code'>): Refusal {
  switch (code) {
    case CODES.notAllowed:
      return 'notSitting';
    case CODES.notInCall:
      return 'notYours';
    case CODES.rateLimited:
      return 'tooMany';
    case CODES.disconnected:
      return 'noAnswer';
    default:
      return 'other';
  }
}
