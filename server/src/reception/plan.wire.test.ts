import { readFileSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { AgentSettings, QueueSettings } from '@frontdesk/protocol';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { atWork, visit } from '../../test/Agent.js';
import { asProgram, putQueue } from '../../test/plan.js';
import { startServer, type TestServer, testToken } from '../../test/startServer.js';
import { useTown } from '../../test/useTown.js';
import { readDeskFile } from './readDeskFile.js';

const EXAMPLE = join(import.meta.dirname, '../../../docs/desk.example.json');
const town = useTown({ DESK_FILE: EXAMPLE, RATE_COMMANDS: '0' });

/** What the API answers to a program. */
async function ask<T>(method: string, path: string, body?: object, server: Pick<TestServer, 'url'> = town.server) {
  const response = await asProgram(server, method, path, body);
  return { status: response.status, body: (response.status === 204 ? null : await response.json()) as T };
}

describe('the plan', () => {
  it('[GET /api/v1/queues] [GET /api/v1/queues/{queueId}] [GET /api/v1/agents] is what stands in docs/desk.example.json', async () => {
    const { queues } = (await ask<{ queues: QueueSettings[] }>('GET', '/queues')).body;
    expect(queues.map(({ queueId, priority, wrapUpSeconds }) => [queueId, priority, wrapUpSeconds])).toEqual([
      ['support', 0, 45],
      ['vip', 5, 60],
    ]);
    expect((await ask('GET', '/queues/support')).body).toMatchObject({ hours: { timeZone: 'Europe/Berlin' } });
    expect((await ask('GET', '/queues/nowhere')).status).toBe(404);
    const { agents } = (await ask<{ agents: AgentSettings[] }>('GET', '/agents')).body;
    expect(agents).toMatchObject([
      { login: 'ines@example.com', skills: { router: 7, spanish: 10 }, rank: 1 },
      { login: 'omar@example.com', groups: ['second-line'], rank: 0 },
    ]);
  });

  it('[PUT /api/v1/queues/{queueId}] [DELETE /api/v1/queues/{queueId}] is changed at once, and only as its form allows', async () => {
    const put = await ask<QueueSettings>('PUT', '/queues/sales', { queueId: 'sales', name: 'Sales' });
    expect([put.status, put.body.maxWaitSeconds]).toEqual([200, 3_600]);
    const pointers = async (body: object, path = '/queues/sales') => {
      const { status, body: problem } = await ask<{ errors?: { pointer: string }[] }>('PUT', path, body);
      expect(status).toBe(400);
      return problem.errors?.map(({ pointer }) => pointer);
    };
    const queue = { queueId: 'sales', name: 'Sales' };
    expect(await pointers({ ...queue, queueId: 'other' })).toEqual(['/queueId']);
    expect(await pointers({ ...queue, tiers: [{ afterSeconds: 5, groups: ['a'] }] })).toEqual(['/tiers']);
    expect(await pointers({ ...queue, form: [{ key: 'a', kind: 'choice' }] })).toEqual(['/form/0/options']);
    expect(await pointers({ ...queue, hours: { timeZone: 'Mars/Olympus', week: {} } })).toEqual(['/hours/timeZone']);
    expect(
      await pointers({ ...queue, hours: { timeZone: 'UTC', week: { 1: [{ from: '24:30', to: '25:00' }] } } }),
    ).toEqual(['/hours/week/1/0/from', '/hours/week/1/0/to']);
    expect(await pointers({ ...queue, maxLenght: 5 })).toEqual(['']);
    const texts = Array.from({ length: 50 }, () => 'x'.repeat(1_000));
    expect((await ask('PUT', '/queues/sales', { ...queue, cannedTexts: texts })).status).toBe(200);
    expect((await ask('DELETE', '/queues/sales')).status).toBe(204);
    expect((await ask('DELETE', '/queues/sales')).status).toBe(404);
  });

  it('[PUT /api/v1/agents/{login}] [DELETE /api/v1/agents/{login}] says whom each agent serves, from then on', async () => {
    const tiers = [{ afterSeconds: 0, groups: ['nights'] }];
    await putQueue(town.server, { queueId: 'nights', name: 'Nights', tiers, form: [] });
    const ines = await atWork(town, 'Ines');
    const zoe = await town.enter('Zoe');
    const { callId } = await visit(zoe, 'nights');
    await zoe.next('call:update', ({ param }) => param === 1);
    expect(await ines.heard()).toEqual([]);
    const login = ines.userId;
    expect((await ask('PUT', `/agents/${login}`, { login, groups: ['nights'] })).body).toEqual({
      login,
      groups: ['nights'],
      skills: {},
      rank: 0,
    });
    await ines.next('call:request', ({ call }) => call.callId === callId);
    await ines.next('desk:queues', ({ queues }) => queues[0]?.queueId === 'nights');
    expect((await ask('PUT', '/agents/someone', { login: 'else' })).status).toBe(400);
    await zoe.does('call:reply', { callId, code: 100101 });
    expect((await ask('DELETE', `/agents/${login}`)).status).toBe(204);
    expect((await ask('DELETE', `/agents/${login}`)).status).toBe(404);
    await ines.next('desk:queues', ({ queues }) => queues.length === 0);
    await ines.does('desk:leave', {});
  });

  it('is for admins and programs to change, for supervisors to read, and for nobody else', async () => {
    const statusFor = async (role: 'caller' | 'agent' | 'supervisor' | 'admin', method: string) => {
      const token = await testToken('someone', 'Someone', role);
      const body = method === 'PUT' ? { queueId: 'x', name: 'X' } : undefined;
      return (await asProgram(town.server, method, '/queues/x', body, token)).status;
    };
    const statuses = async (method: string) => [
      await statusFor('caller', method),
      await statusFor('agent', method),
      await statusFor('supervisor', method),
    ];
    expect(await statuses('PUT')).toEqual([403, 403, 403]);
    expect(await statusFor('admin', 'PUT')).toBe(200);
    expect(await statuses('GET')).toEqual([403, 403, 200]);
    expect(await statuses('DELETE')).toEqual([403, 403, 403]);
    expect(await statusFor('admin', 'DELETE')).toBe(204);
  });
});

describe('a file of the plan', () => {
  let folder: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'frontdesk-plan-'));
  });
  afterAll(() => rm(folder, { recursive: true, force: true }));

  it('is read until the records hold a plan: what was changed stays over a restart', async () => {
    const dataDir = join(folder, 'data');
    const idsAt = async (environment: Record<string, string>, work: (server: TestServer) => Promise<unknown>) => {
      const server = await startServer({ DATA_DIR: dataDir, ...environment });
      await work(server);
      const { queues } = (await ask<{ queues: QueueSettings[] }>('GET', '/queues', undefined, server)).body;
      await server.close();
      return queues.map(({ queueId }) => queueId);
    };
    const nothing = async () => undefined;
    expect(await idsAt({}, nothing)).toEqual(['support']);
    const add = (server: TestServer) => putQueue(server, { queueId: 'sales', name: 'Sales' });
    expect(await idsAt({ DESK_FILE: EXAMPLE }, add)).toEqual(['sales', 'support', 'vip']);
    const remove = (server: TestServer) => putQueue(server, { queueId: 'vip' }, 'DELETE');
    expect(await idsAt({ DESK_FILE: EXAMPLE }, remove)).toEqual(['sales', 'support']);
    expect(await idsAt({ DESK_FILE: EXAMPLE }, nothing)).toEqual(['sales', 'support']);
  });

  it('keeps the default plan when something of it is changed', async () => {
    const dataDir = join(folder, 'other');
    const first = await startServer({ DATA_DIR: dataDir });
    await putQueue(first, { queueId: 'sales', name: 'Sales' });
    await first.close();
    const second = await startServer({ DATA_DIR: dataDir });
    const { queues } = (await ask<{ queues: QueueSettings[] }>('GET', '/queues', undefined, second)).body;
    expect(queues.map(({ queueId }) => queueId)).toEqual(['sales', 'support']);
    await second.close();
  });

  it('may write an address in any case: it is one agent, and one who is deleted stays so over a restart', async () => {
    const DATA_DIR = join(folder, 'case');
    const DESK_FILE = join(folder, 'case.json');
    const plan = JSON.parse(readFileSync(EXAMPLE, 'utf8')) as { agents: object[] };
    await writeFile(DESK_FILE, JSON.stringify({ ...plan, agents: [{ login: 'Ines@Example.com' }, { login: 'Omar' }] }));
    const loginsAt = async (server: TestServer) => {
      const { agents } = (await ask<{ agents: AgentSettings[] }>('GET', '/agents', undefined, server)).body;
      return agents.map(({ login }) => login);
    };
    const first = await startServer({ DATA_DIR, DESK_FILE });
    expect(await loginsAt(first)).toEqual(['Omar', 'ines@example.com']);
    expect((await ask('DELETE', '/agents/INES@example.com', undefined, first)).status).toBe(204);
    await first.close();
    const second = await startServer({ DATA_DIR, DESK_FILE });
    expect(await loginsAt(second)).toEqual(['Omar']);
    await second.close();
  });

  it('that is wrong is told in one sentence for each fault, saying where', async () => {
    const path = join(folder, 'desk.json');
    const said = async (content: string) => {
      await writeFile(path, content);
      const read = readDeskFile(path);
      return read.ok ? [] : read.problems.map((problem) => problem.replace(path, 'FILE'));
    };
    const plan = JSON.parse(readFileSync(EXAMPLE, 'utf8')) as { queues: object[]; agents: object[] };
    const [support, vip] = plan.queues;
    expect(await said('{')).toMatchObject([expect.stringMatching(/^DESK_FILE FILE can't be read: .+\.$/)]);
    expect(await said('[]')).toMatchObject([expect.stringMatching(/^DESK_FILE FILE: .+\.$/)]);
    const queues = [
      { ...support, tiers: [{ afterSeconds: 0, groups: [] }] },
      { ...vip, strategy: 'fair' },
      { ...vip, queueId: 'A B' },
    ];
    const places = (await said(JSON.stringify({ ...plan, queues }))).map((each) => /, at ([^:]+): /.exec(each)?.[1]);
    expect(places).toEqual(['queues[0].tiers[0].groups', 'queues[1].strategy', 'queues[2].queueId']);
    expect(await said(JSON.stringify({ ...plan, queues: [support, support] }))).toEqual([
      'DESK_FILE FILE, at queues: two queues have the same queueId.',
    ]);
    expect(await said(JSON.stringify({ ...plan, agents: [{ login: 'not an address' }] }))).toHaveLength(1);
    expect(await said(JSON.stringify({ ...plan, agents: [{ login: 'a@b.cd' }, { login: 'A@b.cd' }] }))).toEqual([
      'DESK_FILE FILE, at agents: two agents have the same login.',
    ]);
    expect(await said(JSON.stringify(plan))).toEqual([]);
  });
});
