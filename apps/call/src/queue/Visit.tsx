import type { Customer, LineClaim, QueueApi } from '@frontdesk/client';
import type { MediaKinds, QueueDoor } from '@frontdesk/protocol';
import { QUEUE_PREFIX } from '@frontdesk/protocol';
import type { CallPort, Tools } from '@frontdesk/stage';
import { assertNever, RefusedScreen } from '@frontdesk/stage';
import { setSpeaker, useStore } from '@frontdesk/ui';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { LastWord } from './after/LastWord.js';
import type { DoorNotice } from './door/DoorNotices.js';
import { type Draft, textOf } from './door/visit.js';
import type { Asked } from './line/LineScreen.js';
import { ElsewhereCard } from './MessageCard.js';
import type { Order } from './useDraft.js';
import { VisitScreens } from './VisitScreens.js';

/** A customer's calls, with what only their page asks for. */
export interface VisitCalls extends CallPort {
  request(to: string, kinds: { readonly video: boolean; readonly name?: string; readonly text?: string }): unknown;
  askDevices(kinds: MediaKinds): Promise<Exclude<Asked, null>>;
}

export interface VisitProps {
  readonly queueId: string;
  readonly customer: Customer;
  readonly api: QueueApi;
  readonly claim: LineClaim;
  readonly order: Order;
  /** What a page that is loaded anew after the call shows. */
  readonly lastWord: LastWord;
  readonly door: QueueDoor | null;
  readonly draft: Draft;
  readonly createCalls: () => VisitCalls;
  readonly tools: Tools;
  readonly onDone: (notice: DoorNotice | null) => void;
}

/** One visit of a queue: from the click that calls, or from the page's return, to the last word after the call. */
export function Visit(props: VisitProps) {
  const { claim, customer, onDone } = props;
  const [calls] = useState(props.createCalls);
  // Each round connects anew: "Wait here instead", "Try again".
  const [round, setRound] = useState(0);
  const connection = useStore(calls.connection);
  const call = useStore(calls.call);
  // biome-ignore lint/correctness/useExhaustiveDependencies: `round` asks for the same again.
  useEffect(() => calls.connect(), [calls, round]);
  useEffect(() => {
    const follow = (): void => setSpeaker(calls.devices.get().speakerId ?? '');
    follow();
    return calls.devices.subscribe(follow);
  }, [calls]);
  const begin = useBeginning(props, calls);
  useMark(props, calls);
  const connectAgain = (): void => setRound((before) => before + 1);

  const screens = <VisitScreens {...props} calls={calls} connection={connection} begin={begin} />;
  switch (connection.state) {
    case 'connecting':
    case 'ready':
    case 'reconnecting':
      return screens;
    case 'replaced':
      return (
        <ElsewhereCard
          onTake={() => {
            claim.take();
            connectAgain();
          }}
          onBack={() => onDone(null)}
        />
      );
    case 'refused':
      return call.state === 'started' ? (
        screens
      ) : (
        <RefusedScreen
          reason={connection.reason}
          onJoinAgain={() => {
            customer.unmark();
            onDone(props.order.type === 'back' ? 'placeGone' : 'failed');
          }}
          onTryAgain={connectAgain}
        />
      );
    default:
      return assertNever(connection);
  }
}

/** How the call is asked for, and what the browser says of its devices. */
export interface Beginning {
  readonly asked: Asked;
  readonly askAgain: () => void;
  /** Calls the queue, once more. */
  readonly again: () => void;
}

const NOTHING_WRONG: Exclude<Asked, null> = { audio: null, video: null };

/** Calls the queue once the line is up, unless this page is in its call already; for a page that is back, only looks. */
function useBeginning(props: VisitProps, calls: VisitCalls): Beginning {
  const { queueId, customer, order, door, draft, onDone } = props;
  const { i18n } = useTranslation();
  const connection = useStore(calls.connection);
  const hasBegun = useRef(order.type === 'back');
  /** The connection that was looked at last. */
  const seen = useRef(connection);
  const [asked, setAsked] = useState<Asked>(NOTHING_WRONG);

  const ask = async (): Promise<void> => {
    setAsked(null);
    setAsked(await calls.askDevices({ audio: true, video: draft.video }));
  };
  const again = (): void => {
    const { form = [], consent = null } = door ?? {};
    const text = textOf({ form, consent }, draft, i18n.language);
    void ask();
    calls.request(QUEUE_PREFIX + queueId, { video: draft.video, text, ...(door && { name: door.name }) });
  };
  useEffect(() => {
    if (connection.state !== 'ready' || connection === seen.current) return;
    seen.current = connection;
    const isFirst = !hasBegun.current;
    hasBegun.current = true;
    if (calls.call.get().state !== 'idle') return;
    if (isFirst) return again();
    customer.unmark();
    onDone('placeGone');
  });
  return { asked, askAgain: () => void ask(), again };
}

/** How often the mark is renewed, in ms; a hidden page may be a minute late. */
const MARK_MS = 20_000;

/** Keeps in the browser that this visit goes on, and then how it ended, so that a page which is opened anew goes back to it. */
function useMark({ queueId, customer, door, order, lastWord }: VisitProps, calls: VisitCalls): void {
  const queueName = door?.name ?? customer.visit?.queueName ?? queueId;
  useEffect(() => {
    let hasLived = order.type === 'back';
    const mark = (): void => customer.mark({ queueId, queueName });
    const follow = (): void => {
      const view = calls.call.get();
      const isLive = view.state !== 'idle' && view.state !== 'ended';
      if (isLive) mark();
      else if (hasLived && view.state === 'ended') {
        customer.unmark();
        lastWord.keep(queueName, view);
      }
      hasLived ||= isLive;
    };
    const leave = (): void => {
      if (customer.visit) mark();
    };
    follow();
    addEventListener('pagehide', leave);
    const stop = calls.call.subscribe(follow);
    const timer = setInterval(leave, MARK_MS);
    return () => {
      clearInterval(timer);
      stop();
      removeEventListener('pagehide', leave);
    };
  }, [queueId, queueName, customer, order, lastWord, calls]);
}
