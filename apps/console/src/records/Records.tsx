import type { HttpOffice, RecordPage } from '@frontdesk/client';
import { Notice } from '@frontdesk/ui';
import { Button } from '@mantine/core';
import { useEffect, useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useFetched } from '../parts/useFetched.js';
import { CallPage } from './CallPage.js';
import { CallsPage } from './CallsPage.js';
import { type CallSearch, NO_SEARCH, searchOf } from './search.js';

/** How long one must have stopped typing, in ms, before it is searched. */
const SETTLE_MS = 300;
const PAGE = 50;

interface RecordsProps {
  readonly office: Pick<HttpOffice, 'records' | 'record' | 'staff'>;
  /** Null: the list of all. */
  readonly callId: string | null;
  readonly queues: readonly { readonly queueId: string; readonly name: string }[];
  /** Whether other agents' calls are seen too. */
  readonly seesAll: boolean;
  readonly isAdmin: boolean;
}

/** The records' pages; what was searched for stays while one looks at a call. */
export function Records({ office, callId, queues, seesAll, isAdmin }: RecordsProps) {
  const [search, setSearch] = useState<CallSearch>(NO_SEARCH);
  const list = useRecords(office, search);
  const agents = useAgents(office, isAdmin, list.records);
  if (callId !== null) return <OneCall office={office} callId={callId} queues={queues} />;
  return <CallsPage search={search} queues={queues} agents={seesAll ? agents : []} onSearch={setSearch} {...list} />;
}

function OneCall({ office, callId, queues }: Pick<RecordsProps, 'office' | 'queues'> & { readonly callId: string }) {
  const { t } = useTranslation('console');
  const { value, problem, again } = useFetched(() => office.record(callId), callId);
  const names = useMemo(() => new Map(queues.map(({ queueId, name }) => [queueId, name])), [queues]);
  if (value?.callId === callId)
    return <CallPage record={value} queueName={(queueId) => names.get(queueId) ?? queueId} />;
  if (problem === null) return <p>{t('calls.loading')}</p>;
  return (
    <Notice tone="warning" isLive action={<Button onClick={again}>{t('parts.tryAgain')}</Button>}>
      {problem === 'missing' ? t('record.missing') : t(`parts.problem.${problem}`)}
    </Notice>
  );
}

/** Pages of records, one after the other. */
function useRecords(office: RecordsProps['office'], search: CallSearch) {
  const settled = useSettledSearch(search);
  const key = JSON.stringify(settled);
  const [more, setMore] = useState<{ readonly key: string; readonly pages: readonly RecordPage[] }>({ key, pages: [] });
  const first = useFetched(() => office.records({ ...searchOf(settled), limit: PAGE }), key);
  const [isMoreLoading, setMoreLoading] = useState(false);
  const pages = [...(first.value ? [first.value] : []), ...(more.key === key ? more.pages : [])];
  const next = pages.at(-1)?.next ?? null;
  const onMore = async (): Promise<void> => {
    if (next === null || isMoreLoading) return;
    setMoreLoading(true);
    const fetched = await office.records({ ...searchOf(settled), limit: PAGE, after: next });
    setMoreLoading(false);
    if (fetched.ok) setMore({ key, pages: [...(more.key === key ? more.pages : []), fetched.value] });
  };
  return {
    records: pages.flatMap(({ records }) => records),
    problem: first.problem,
    isLoading: first.isLoading || isMoreLoading,
    hasMore: next !== null,
    onMore: () => void onMore(),
  };
}

function useSettledSearch(search: CallSearch): CallSearch {
  const [settled, setSettled] = useState(search);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(search), SETTLE_MS);
    return () => clearTimeout(timer);
  }, [search]);
  return settled;
}

/** Of whom calls can be searched: the staff, or, for who may not see that list, those in the calls that are shown. */
function useAgents(office: RecordsProps['office'], isAdmin: boolean, records: RecordPage['records']) {
  const [staff, setStaff] = useState<readonly { readonly userId: string; readonly name: string }[]>([]);
  useEffect(() => {
    if (isAdmin) void office.staff().then((fetched) => fetched.ok && setStaff(fetched.value.members));
  }, [office, isAdmin]);
  const [seen, setSeen] = useState<ReadonlyMap<string, string>>(new Map());
  useEffect(() => {
    const fresh = records.flatMap(({ agent }) =>
      agent && !seen.has(agent.userId) ? [[agent.userId, agent.name] as const] : [],
    );
    if (fresh.length > 0) setSeen(new Map([...seen, ...fresh]));
  }, [records, seen]);
  return staff.length > 0 ? staff : [...seen].map(([userId, name]) => ({ userId, name }));
}
