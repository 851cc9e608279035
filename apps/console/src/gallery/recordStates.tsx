import type { ReactNode } from 'react';
import { InviteDialog, LinkDialog } from '../people/LinkDialogs.js';
import { PeoplePage } from '../people/PeoplePage.js';
import { CallPage } from '../records/CallPage.js';
import { CallsPage } from '../records/CallsPage.js';
import { NO_SEARCH } from '../records/search.js';
import { shell } from './deskStates.js';
import { AMY, QUEUES, RECORDS, record, STAFF } from './samples.js';

const nothing = (): void => undefined;
const LINK = { url: 'https://calls.example.com/console/#invitation=k3yWq8Zt0bF2', expiresAt: 1_795_604_800_000 };
const queueName = (queueId: string): string => QUEUES.find((queue) => queue.queueId === queueId)?.name ?? queueId;

function calls(fields: Partial<Parameters<typeof CallsPage>[0]> = {}): ReactNode {
  const page = (
    <CallsPage
      search={NO_SEARCH}
      queues={QUEUES}
      agents={STAFF.members}
      records={RECORDS}
      isLoading={false}
      problem={null}
      hasMore
      onSearch={nothing}
      onMore={nothing}
      {...fields}
    />
  );
  return shell({ route: { page: 'calls' }, page });
}

function people(): ReactNode {
  const made = async () => ({ ok: true, value: LINK }) as const;
  const page = (
    <PeoplePage
      selfId={AMY.userId}
      list={STAFF}
      problem={null}
      onInvite={made}
      onChange={nothing}
      onReset={made}
      onWithdraw={nothing}
    />
  );
  return shell({ route: { page: 'people' }, page });
}

/** What is on record, and who works here. */
export const RECORD_STATES: Readonly<Record<string, () => ReactNode>> = {
  calls: () => calls(),
  'calls-none': () => calls({ records: [], hasMore: false, search: { ...NO_SEARCH, text: 'Zoë' } }),
  'calls-failed': () => calls({ records: [], hasMore: false, problem: 'unreachable' }),
  record: () => shell({ route: { page: 'calls' }, page: <CallPage record={record()} queueName={queueName} /> }),
  people: () => people(),
  invite: () => (
    <>
      {people()}
      <InviteDialog onInvite={async () => ({ ok: true, value: LINK })} onClose={nothing} />
    </>
  ),
  'invite-link': () => (
    <>
      {people()}
      <LinkDialog title="Dario Fontana" text="" link={LINK} onClose={nothing} />
    </>
  ),
};
