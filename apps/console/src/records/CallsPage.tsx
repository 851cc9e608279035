import type { FetchProblem } from '@frontdesk/client';
import { OUTCOMES, outcomeOf, type RecordRow } from '@frontdesk/protocol';
import { clockTime, Notice, useNow } from '@frontdesk/ui';
import { Button, NativeSelect, TextInput } from '@mantine/core';
import { MessageSquareText, Search } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { Empty } from '../parts/Card.js';
import { hashOf } from '../parts/route.js';
import { Stars } from '../parts/Stars.js';
import { dayAndTime } from '../parts/span.js';
import { Table } from '../parts/Table.js';
import css from './CallsPage.module.css';
import { type CallSearch, NO_SEARCH } from './search.js';

export interface CallsPageProps {
  readonly search: CallSearch;
  readonly queues: readonly { readonly queueId: string; readonly name: string }[];
  /** Empty for an agent, who sees but their own. */
  readonly agents: readonly { readonly userId: string; readonly name: string }[];
  readonly records: readonly RecordRow[];
  readonly isLoading: boolean;
  readonly problem: FetchProblem | null;
  readonly hasMore: boolean;
  readonly onSearch: (search: CallSearch) => void;
  readonly onMore: () => void;
}

/** All calls on record, to search and to filter. */
export function CallsPage(props: CallsPageProps) {
  const { t } = useTranslation('console');
  const { records, isLoading, problem, hasMore, onMore } = props;
  return (
    <section className={css.page} aria-labelledby="calls-title" aria-busy={isLoading}>
      <h1 id="calls-title" className={css.title}>
        {t('calls.title')}
      </h1>
      <Filters {...props} />
      {problem && (
        <Notice tone="danger" isLive>
          {t(`parts.problem.${problem}`)}
        </Notice>
      )}
      <div className={css.list}>
        {records.length === 0 && !problem ? (
          <Empty>{t(isLoading ? 'calls.loading' : 'calls.none')}</Empty>
        ) : (
          <Calls {...props} />
        )}
        {hasMore && (
          <Button variant="default" loading={isLoading} onClick={onMore}>
            {t('calls.more')}
          </Button>
        )}
      </div>
    </section>
  );
}

function Filters({ search, queues, agents, onSearch }: CallsPageProps) {
  const { t } = useTranslation('console');
  const change = (part: Partial<CallSearch>): void => onSearch({ ...search, ...part });
  const options = (all: string, list: readonly { readonly value: string; readonly label: string }[]) => [
    { value: '', label: all },
    ...list,
  ];
  const isEmpty = Object.values(search).every((value) => value === '');
  return (
    <search className={css.filters}>
      <TextInput
        className={css.text ?? ''}
        label={t('calls.search')}
        placeholder={t('calls.searchHint')}
        type="search"
        leftSection={<Search size={18} aria-hidden="true" />}
        value={search.text}
        onChange={(event) => change({ text: event.currentTarget.value })}
      />
      <TextInput
        label={t('calls.from')}
        type="date"
        value={search.from}
        onChange={(event) => change({ from: event.currentTarget.value })}
      />
      <TextInput
        label={t('calls.to')}
        type="date"
        value={search.to}
        onChange={(event) => change({ to: event.currentTarget.value })}
      />
      <NativeSelect
        label={t('calls.queue')}
        value={search.queueId}
        data={options(
          t('calls.everyQueue'),
          queues.map(({ queueId, name }) => ({ value: queueId, label: name })),
        )}
        onChange={(event) => change({ queueId: event.currentTarget.value })}
      />
      {agents.length > 0 && (
        <NativeSelect
          label={t('calls.agent')}
          value={search.agentId}
          data={options(
            t('calls.everyAgent'),
            agents.map(({ userId, name }) => ({ value: userId, label: name })),
          )}
          onChange={(event) => change({ agentId: event.currentTarget.value })}
        />
      )}
      <NativeSelect
        label={t('calls.outcome')}
        value={search.outcome}
        data={options(
          t('calls.everyOutcome'),
          OUTCOMES.map((outcome) => ({ value: outcome, label: t(`outcome.${outcome}`) })),
        )}
        onChange={(event) => change({ outcome: event.currentTarget.value as CallSearch['outcome'] })}
      />
      {!isEmpty && (
        <Button className={css.reset ?? ''} variant="subtle" onClick={() => onSearch(NO_SEARCH)}>
          {t('calls.reset')}
        </Button>
      )}
    </search>
  );
}

function Calls({ records, queues }: CallsPageProps) {
  const { t, i18n } = useTranslation('console');
  const now = useNow();
  const names = new Map(queues.map(({ queueId, name }) => [queueId, name]));
  const heads = ['when', 'customer', 'queue', 'agent', 'wait', 'talk', 'outcome', 'rating', 'number'] as const;
  return (
    <Table label={t('calls.title')} heads={heads.map((head) => t(`calls.head.${head}`))}>
      {records.map((record) => (
        <tr key={record.callId} className={css.row}>
          <td className={css.when}>{dayAndTime(record.requestedAt, now, i18n.language)}</td>
          <th scope="row">
            <a className={css.open} href={hashOf({ page: 'call', callId: record.callId })} dir="auto">
              {record.caller.name}
            </a>
            {record.hasChat && (
              <MessageSquareText size={15} className={css.chat} role="img" aria-label={t('calls.hasChat')} />
            )}
          </th>
          <td dir="auto">{record.queueId === null ? '–' : (names.get(record.queueId) ?? record.queueId)}</td>
          <td dir="auto">{record.agent?.name ?? '–'}</td>
          <td className={css.number}>{record.waitMs === null ? '–' : clockTime(record.waitMs)}</td>
          <td className={css.number}>{record.talkMs === null ? '–' : clockTime(record.talkMs)}</td>
          <td>{record.disposition ?? t(`outcome.${outcomeOf(record)}`)}</td>
          <td>{record.stars === null ? '–' : <Stars stars={record.stars} />}</td>
          <td className={css.id}>{record.number}</td>
        </tr>
      ))}
    </Table>
  );
}
