import type { CallRecord, RecordEvent } from '@frontdesk/protocol';
import { clockTime } from '@frontdesk/ui';
import { useTranslation } from 'react-i18next';
import { spanInWords } from '../parts/span.js';
import css from './Timeline.module.css';
import { nameOn } from './who.js';
import { whyThen } from './why.js';

/** What is no news to a reader: the pages' own, and what was said, which stands by itself. */
const QUIET: ReadonlySet<RecordEvent['kind']> = new Set(['alerted', 'message', 'quality']);

/** All that happened to a call, in plain words. */
export function Timeline({ record }: { readonly record: CallRecord }) {
  const { i18n } = useTranslation('console');
  const say = useSentence(record);
  const format = new Intl.DateTimeFormat(i18n.language, { timeStyle: 'medium' });
  return (
    <ol className={css.list}>
      {record.events.map((event, at) =>
        QUIET.has(event.kind) ? null : (
          // biome-ignore lint/suspicious/noArrayIndexKey: a record's events keep their order, and have no id.
          <li key={at} className={css.event} data-kind={event.kind}>
            <span className={css.when}>
              <time dateTime={new Date(event.at).toISOString()}>{format.format(event.at)}</time>
              <span className={css.after}>+{clockTime(event.at - record.requestedAt)}</span>
            </span>
            <span className={css.words}>{say(event, at)}</span>
          </li>
        ),
      )}
    </ol>
  );
}

/** One event as a sentence; `at`: its place in the timeline. */
function useSentence(record: CallRecord): (event: RecordEvent, at: number) => string {
  const { t, i18n } = useTranslation('console');
  const names = new Intl.ListFormat(i18n.language, { type: 'disjunction' });
  const list = (people: readonly { readonly name: string }[]) => names.format(people.map(({ name }) => name));
  return (event, at) => {
    switch (event.kind) {
      case 'requested':
        return t('timeline.requested', { by: event.by.name, to: queueName(event.to) });
      case 'agreed':
        return t('timeline.agreed', { name: record.caller.name, text: event.text });
      case 'decided':
        return t(`timeline.decided.${event.outcome}`);
      case 'waiting':
        return t(event.isAgain ? 'timeline.waitingAgain' : 'timeline.waiting', { name: record.caller.name });
      case 'placed':
        return t('timeline.placed', { place: event.place });
      case 'offered':
        return t('timeline.offered', { names: list(event.to) });
      case 'notTaken':
        return t(event.code === 100104 ? 'timeline.declined' : 'timeline.notTaken', { names: list(event.by) });
      case 'started':
        return t('timeline.started', { by: event.by.name });
      case 'lost':
        return t('timeline.lost', { name: nameOn(record, event.side, at) });
      case 'found':
        return t('timeline.found', { name: nameOn(record, event.side, at) });
      case 'held':
        return t('timeline.held', { by: event.by.name });
      case 'resumed':
        return t('timeline.resumed', { by: event.by.name });
      case 'joined':
        return event.by
          ? t('timeline.joinedBy', { who: event.who.name, by: event.by.name })
          : t('timeline.joined', { who: event.who.name });
      case 'left':
        return t('timeline.left', { who: event.who.name });
      case 'handedOver':
        return t('timeline.handedOver', { from: event.from.name, to: event.to.name });
      case 'finished': {
        const { key, name, code } = whyThen(record, at);
        return t(`why.${key}`, { name, code });
      }
      case 'rated':
        return t('timeline.rated', { count: event.stars });
      case 'wrappedUp':
        return t('timeline.wrappedUp', { time: spanInWords(event.wrapUpMs, i18n.language) });
      case 'takenUp':
      case 'serverLost':
        return t(`timeline.${event.kind}`);
      case 'alerted':
      case 'message':
      case 'quality':
        return '';
    }
  };
}

function queueName({ userId, name }: { readonly userId: string; readonly name: string }): string {
  return userId.startsWith('queue.') && name === userId ? userId.slice('queue.'.length) : name;
}
