import type { Callback, CallRecord, QueueSettings, RecordRow, Role } from '@frontdesk/protocol';

/** Why something could not be had. `refused`: not in this form, or not any more. */
export type FetchProblem = 'forbidden' | 'missing' | 'refused' | 'unreachable';
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

/** Somebody who may sign in to the console. */
export interface StaffMember {
  readonly userId: string;
  readonly name: string;
  readonly email: string;
  readonly role: Role;
  readonly isDisabled: boolean;
  /** Invited, and has not set a password yet. */
  readonly isInvited: boolean;
}

/** A link that is shown once. */
export interface StaffLink {
  readonly url: string;
  readonly expiresAt: number | null;
}

/** The longest wait for an answer, in ms. */
const ANSWER_MS = 15_000;

const PROBLEMS: Readonly<Record<number, FetchProblem>> = { 401: 'forbidden', 403: 'forbidden', 404: 'missing' };

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

  readonly staff = async (): Promise<Fetched<readonly StaffMember[]>> =>
    listed(await this.#get<{ staff: readonly StaffMember[] }>('/staff'), ({ staff }) => staff);

  readonly invite = (who: Pick<StaffMember, 'email' | 'name' | 'role'>): Promise<Fetched<StaffLink>> =>
    this.#ask('POST', '/staff/invitations', who);

  readonly changeMember = (
    userId: string,
    change: Partial<Pick<StaffMember, 'role' | 'isDisabled'>>,
  ): Promise<Fetched<StaffMember>> => this.#ask('PATCH', `/staff/${encodeURIComponent(userId)}`, change);

  readonly resetPassword = (userId: string): Promise<Fetched<StaffLink>> =>
    this.#ask('POST', `/staff/${encodeURIComponent(userId)}/reset`, {});

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
      if (response.ok) return { ok: true, value: (await response.json()) as T };
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
