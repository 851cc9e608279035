import type {
  Callback,
  CallRecord,
  Invitation,
  OneTimeLink,
  Outcome,
  QueueSettings,
  RecordRow,
  StaffMember,
} from '@frontdesk/protocol';

/** Why something could not be had. `taken`: it stands against what is there already. `refused`: not in this form. */
export type FetchProblem = 'forbidden' | 'missing' | 'taken' | 'refused' | 'unreachable';
export type Fetched<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: FetchProblem };

/** What is searched for among the records; what is left out is not asked for. Times are epoch ms. */
export interface RecordSearch {
  readonly text?: string;
  readonly queueId?: string;
  readonly agentId?: string;
  readonly userId?: string;
  readonly code?: number;
  readonly outcome?: Outcome;
  readonly from?: number;
  readonly to?: number;
  /** Where the page before ended. */
  readonly after?: string;
  readonly limit?: number;
}

export interface RecordPage {
  readonly records: readonly RecordRow[];
  /** For the next page; null: this is the last. */
  readonly next: string | null;
}

/** Everybody with an account, and who was invited. */
export interface StaffList {
  readonly members: readonly StaffMember[];
  readonly invitations: readonly Invitation[];
}

/** The longest wait for an answer, in ms. */
const ANSWER_MS = 15_000;
/** So many of a list are asked for at once; it is the most that the server gives. */
const MOST = 500;

const PROBLEMS: Readonly<Record<number, FetchProblem>> = {
  401: 'forbidden',
  403: 'forbidden',
  404: 'missing',
  409: 'taken',
};

/** The part of the server's REST API that the console shows: records, callbacks, the staff, the queues. */
export class HttpOffice {
  readonly #base: string;
  readonly #token: () => string | null;

  constructor(token: () => string | null, base = '') {
    this.#base = `${base}/api/v1`;
    this.#token = token;
  }

  readonly records = (search: RecordSearch): Promise<Fetched<RecordPage>> => {
    const entries = Object.entries(search).filter(([, value]) => value !== undefined && value !== '');
    return this.#get(`/records?${new URLSearchParams(entries.map(([key, value]) => [key, String(value)]))}`);
  };

  readonly record = (callId: string): Promise<Fetched<CallRecord>> =>
    this.#get(`/records/${encodeURIComponent(callId)}`);

  readonly callbacks = async (): Promise<Fetched<readonly Callback[]>> =>
    listed(await this.#get<{ callbacks: readonly Callback[] }>('/callbacks'), ({ callbacks }) => callbacks);

  readonly setCallback = (id: string, state: Callback['state']): Promise<Fetched<Callback>> =>
    this.#ask('PATCH', `/callbacks/${encodeURIComponent(id)}`, { state });

  readonly queues = async (): Promise<Fetched<readonly QueueSettings[]>> =>
    listed(await this.#get<{ queues: readonly QueueSettings[] }>('/queues'), ({ queues }) => queues);

  readonly staff = async (): Promise<Fetched<StaffList>> => {
    const members = await this.#get<{ staff: readonly StaffMember[] }>(`/staff?limit=${MOST}`);
    if (!members.ok) return members;
    const invited = await this.#get<{ invitations: readonly Invitation[] }>(`/staff/invitations?limit=${MOST}`);
    return listed(invited, ({ invitations }) => ({ members: members.value.staff, invitations }));
  };

  readonly invite = (who: Pick<StaffMember, 'email' | 'name' | 'role'>): Promise<Fetched<OneTimeLink>> =>
    this.#ask('POST', '/staff/invitations', who);

  readonly withdraw = (invitationId: string): Promise<Fetched<null>> =>
    this.#ask('DELETE', `/staff/invitations/${encodeURIComponent(invitationId)}`);

  readonly changeMember = (
    userId: string,
    change: Partial<Pick<StaffMember, 'role' | 'isDisabled'>>,
  ): Promise<Fetched<StaffMember>> => this.#ask('PATCH', `/staff/${encodeURIComponent(userId)}`, change);

  readonly resetPassword = (userId: string): Promise<Fetched<OneTimeLink>> =>
    this.#ask('POST', `/staff/${encodeURIComponent(userId)}/reset`);

  #get<T>(path: string): Promise<Fetched<T>> {
    return this.#ask('GET', path);
  }

  async #ask<T>(method: string, path: string, body?: object): Promise<Fetched<T>> {
    const waiting = new AbortController();
    const timer = setTimeout(() => waiting.abort(), ANSWER_MS);
    try {
      const response = await fetch(this.#base + path, {
        method,
        headers: {
          authorization: `Bearer ${this.#token() ?? ''}`,
          ...(body && { 'content-type': 'application/json' }),
        },
        ...(body && { body: JSON.stringify(body) }),
        signal: waiting.signal,
      });
      if (response.ok) return { ok: true, value: (response.status === 204 ? null : await response.json()) as T };
      const isRefusal = response.status >= 400 && response.status < 500 && response.status !== 429;
      return { ok: false, reason: PROBLEMS[response.status] ?? (isRefusal ? 'refused' : 'unreachable') };
    } catch {
      return { ok: false, reason: 'unreachable' };
    } finally {
      clearTimeout(timer);
    }
  }
}

function listed<T, L>(fetched: Fetched<T>, list: (value: T) => L): Fetched<L> {
  return fetched.ok ? { ok: true, value: list(fetched.value) } : fetched;
}
