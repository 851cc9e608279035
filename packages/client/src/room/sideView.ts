import type { RoomPurpose } from '@frontdesk/protocol';
import type { CallView } from '../views.js';
import type { MemberMedia, SideCallView } from './roomViews.js';

/**
 * The call into one's room as the page shows it. `asked` is what it was made for, until a snapshot says so; `media`
 * what comes from its other page, if there is a link to it.
 */
export function sideViewOf(view: CallView, asked: RoomPurpose, media: MemberMedia | null): SideCallView {
  switch (view.state) {
    case 'idle':
    // Nobody rings into one's own room.
    case 'incoming':
      return null;
    case 'dialing': {
      const { to, name, since } = view;
      return { state: 'dialing', as: asked, other: { userId: to, name: name ?? to }, since };
    }
    case 'outgoing': {
      const { call, other, reachable, since, said } = view;
      return { state: 'outgoing', as: call.room?.as ?? asked, call, other, reachable, since, said };
    }
    case 'started': {
      const { call, other, reachable, since } = view;
      return { state: 'started', as: call.room?.as ?? asked, call, other, reachable, since, media };
    }
    case 'resuming': {
      const { call, other } = view;
      return { state: 'resuming', as: call.room?.as ?? asked, call, other };
    }
    case 'ended': {
      const { call, other, code, endedBy, text, talkedMs } = view;
      const as = call?.room?.as ?? asked;
      return { state: 'ended', as, other, code, endedBy, text, wasStarted: talkedMs !== null };
    }
  }
}
