import type { ConnectionView, MediaView, ScreenView } from '@frontdesk/client';
import { useFullscreen } from '@frontdesk/ui';
import { type RefObject, useState } from 'react';
import type { CallRuns } from '../call/callRuns.js';
import { usePictureInPicture } from '../call/usePictureInPicture.js';
import { type Panels, useSidePanel } from '../call/useSidePanel.js';
import { useSnapshot } from '../call/useSnapshot.js';
import { useHangUpKey } from '../shortcuts/useHangUpKey.js';
import { useShortcutChoice } from '../shortcuts/useShortcutChoice.js';
import { type ShortcutRuns, useShortcuts } from '../shortcuts/useShortcuts.js';
import { useTalkKey } from '../shortcuts/useTalkKey.js';

export interface InCallDeeds {
  readonly onMuted: (isMuted: boolean) => void;
  readonly onVideo: (isOn: boolean) => void;
  /** Begins or ends sharing one's screen. */
  readonly onScreen: (isOn: boolean) => void;
  /** Tells both sides that a picture of the call was saved; without it, none can be. */
  readonly onSnapshot?: (() => void) | undefined;
  readonly onHangUp: () => void;
  /** What else can be done here by a key. */
  readonly deskRuns?: DeskRuns | undefined;
}

/** What an agent can do in a call besides. */
export type DeskRuns = Pick<ShortcutRuns, 'hold' | 'transfer' | 'addPerson' | 'notes'>;

interface InCallParts extends InCallDeeds {
  readonly region: RefObject<HTMLElement | null>;
  readonly media: MediaView;
  readonly connection: ConnectionView;
  readonly screen: ScreenView;
  readonly panels: Panels;
  readonly name: string;
}

/** What the screen of a call holds together: its panel, its windows and its keys. */
export function useInCall({ region, media, connection, screen, panels, name, ...does }: InCallParts) {
  const fullscreen = useFullscreen(region);
  const panel = useSidePanel(panels);
  const out = usePictureInPicture(region);
  const isLineUp = connection.state === 'ready';
  const snapshots = useSnapshot(region, { name, isLineUp, onTaken: () => does.onSnapshot?.() });
  const [isHelpOpen, setHelpOpen] = useState(false);
  const [areKeysOn, setKeysOn] = useShortcutChoice();
  const hangUpKey = useHangUpKey(does.onHangUp);
  const talkKey = useTalkKey(media, does.onMuted);
  const { allowed, sending } = media;
  const isSharing = screen.state === 'on';
  const mayShare = screen.isPossible && allowed.video;
  const runs: CallRuns = {
    mute: allowed.audio ? () => does.onMuted(sending.audio) : undefined,
    talk: talkKey.hold,
    video: allowed.video ? () => does.onVideo(!sending.video) : undefined,
    screen: mayShare ? () => does.onScreen(!isSharing) : undefined,
    chat: panels.chat === undefined ? undefined : () => panel.toggle('chat'),
    details: panels.details === undefined ? undefined : () => panel.toggle('details'),
    devices: panels.devices === undefined ? undefined : () => panel.toggle('devices'),
    pictureInPicture: out.isPossible ? out.toggle : undefined,
    snapshot: does.onSnapshot && snapshots.take,
    fullScreen: fullscreen.isPossible ? fullscreen.toggle : undefined,
    ...does.deskRuns,
    hangUp: hangUpKey.press,
    help: () => setHelpOpen(true),
  };
  useShortcuts(runs, areKeysOn && !isHelpOpen);
  return {
    runs,
    panel,
    out,
    snapshots,
    help: { isOpen: isHelpOpen, close: () => setHelpOpen(false), areKeysOn, setKeysOn },
    isFullScreen: fullscreen.isOn,
    isSharing,
    mayShare,
    isHangUpArmed: hangUpKey.isArmed,
    isTalking: talkKey.isTalking,
  };
}
