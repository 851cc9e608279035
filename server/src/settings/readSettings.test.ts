import { describe, expect, it } from 'vitest';
import { DatabaseUnavailable } from '../records/database/DatabaseUnavailable.js';
import { allowedOrigins } from './origins.js';
import { readSettings } from './readSettings.js';
import { sentenceFor } from './sentenceFor.js';
import type { Settings } from './settings.js';

const SECRET = 'a secret of 32 characters or more';
const WEBHOOK_SECRET = `whsec_${Buffer.from('24 bytes for the tests..').toString('base64')}`;

function settings(environment: Readonly<Record<string, string>> = {}): Settings {
  const read = readSettings(environment);
  if (!read.ok) throw new Error(read.problems.join(' '));
  return read.settings;
}

function problems(environment: Readonly<Record<string, string>>): readonly string[] {
  const read = readSettings(environment);
  return read.ok ? [] : read.problems;
}

describe('settings', () => {
  it('are safe when nothing is set', () => {
    expect(settings()).toEqual({
      port: 3000,
      host: '127.0.0.1',
      isLoopback: true,
      tls: null,
      publicUrls: [],
      trustProxy: [],
      dataDir: './data',
      databaseUrl: undefined,
      deskFile: null,
      isRecording: true,
      recordsDays: 365,
      authSecret: undefined,
      authSecretPrevious: undefined,
      guests: true,
      oidc: null,
      sessionMs: 43_200_000,
      directory: 'everyone',
      preconnect: 'desk',
      ringMs: 45_000,
      graceRingingMs: 10_000,
      graceCallMs: 30_000,
      graceWaitingMs: 60_000,
      waitMs: 3_600_000,
      decideMs: 2_000,
      decideDefault: 'deny',
      isDecisionRequired: false,
      decideUrl: null,
      turn: null,
      icePolicy: 'all',
      fileMaxBytes: 26_214_400,
      rateCommands: 200,
      logLevel: 'info',
      warnings: [],
    });
  });

  it('that are empty count as not set', () => {
    expect(settings({ PORT: '', AUTH_SECRET: '', PUBLIC_URL: '', DECIDE_URL: '' })).toEqual(settings());
  });

  it('for a network: callers see staff only', () => {
    const open = { HOST: '0.0.0.0', AUTH_SECRET: SECRET, PUBLIC_URL: 'https://calls.example.com/desk?x' };
    expect(settings(open)).toMatchObject({
      isLoopback: false,
      directory: 'staff',
      publicUrls: ['https://calls.example.com'],
    });
    expect(settings({ ...open, DIRECTORY: 'everyone' }).directory).toBe('everyone');
    expect(problems({ HOST: '0.0.0.0' })).toEqual([
      'HOST is 0.0.0.0, open to a network: that needs AUTH_SECRET.',
      'HOST is 0.0.0.0, open to a network: that needs PUBLIC_URL, the address people use.',
    ]);
    for (const HOST of ['127.0.0.1', '127.1.2.3', 'localhost', '::1']) expect(settings({ HOST }).isLoopback).toBe(true);
    for (const HOST of ['::', '192.168.1.2', 'calls.example.com', '127.example.com']) {
      expect(problems({ HOST }), HOST).toHaveLength(2);
    }
  });

  const bounds: Readonly<Record<string, readonly [number, number]>> = {
    PORT: [0, 65_535],
    SESSION_MS: [60_000, 31_536_000_000],
    RING_MS: [5_000, 180_000],
    GRACE_RINGING_MS: [1_000, 600_000],
    GRACE_CALL_MS: [1_000, 600_000],
    GRACE_WAITING_MS: [1_000, 600_000],
    WAIT_MS: [1_000, 86_400_000],
    DECIDE_MS: [100, 60_000],
  };
  for (const [name, [min, max]] of Object.entries(bounds)) {
    it(`${name} is a whole number from ${min} to ${max}`, () => {
      const why = `${name} must be a whole number from ${min} to ${max}.`;
      for (const good of [min, max]) expect(problems({ [name]: String(good) })).toEqual([]);
      for (const bad of [min - 1, max + 1, 'x', '1e4', '5000.5', ' 5000', '0x1388', '9'.repeat(30)]) {
        expect(problems({ [name]: String(bad) }), String(bad)).toEqual([why]);
      }
    });
  }

  it('RING_MS may be 500 in tests', () => {
    expect(problems({ RING_MS: '500', NODE_ENV: 'test' })).toEqual([]);
    expect(problems({ RING_MS: '499', NODE_ENV: 'test' })).toHaveLength(1);
    expect(problems({ RING_MS: '500', NODE_ENV: 'production' })).toHaveLength(1);
  });

  it('that cannot be used are each named, with why', () => {
    const bad: Readonly<Record<string, readonly [string, RegExp]>> = {
      GUESTS: ['yes', /^GUESTS must be on or off\.$/],
      DIRECTORY: ['all', /^DIRECTORY must be everyone, staff or none\.$/],
      AUTH_SECRET: ['x'.repeat(31), /^AUTH_SECRET must have at least 32 characters\.$/],
      AUTH_SECRET_PREVIOUS: ['short', /^AUTH_SECRET_PREVIOUS must have at least 32 characters\.$/],
      DESK_FILE: ['/nowhere/desk.json', /^DESK_FILE \/nowhere\/desk\.json can't be read: there is no such file\.$/],
      DATABASE_URL: ['mysql://db.example', /^DATABASE_URL must be an address such as postgres:/],
      PUBLIC_URL: ['calls.example.com', /^PUBLIC_URL holds calls\.example\.com, which is not an address/],
      RECORDS: ['yes', /^RECORDS must be on or off\.$/],
      RECORDS_DAYS: ['0', /^RECORDS_DAYS must be a whole number from 1 to 36500\.$/],
      TLS_CERT: ['/etc/cert.pem', /^TLS_CERT and TLS_KEY go together/],
      TLS_KEY: ['/etc/key.pem', /^TLS_CERT and TLS_KEY go together/],
      TURN_URLS: ['turn:a.example', /^TURN_URLS is set: that needs TURN_SECRET\.$/],
      ICE_POLICY: ['none', /^ICE_POLICY must be all or relay\.$/],
      PRECONNECT: ['yes', /^PRECONNECT must be off, desk, relay or on\.$/],
      DECIDE_DEFAULT: ['maybe', /^DECIDE_DEFAULT must be allow or deny\.$/],
      DECIDE_REQUIRED: ['yes', /^DECIDE_REQUIRED must be on or off\.$/],
      DECIDE_URL: ['https://decide.example', /^DECIDE_URL is set: that needs DECIDE_SECRET, which its questions/],
      DECIDE_SECRET: [WEBHOOK_SECRET, /^DECIDE_SECRET is set, but DECIDE_URL, the address it belongs to, is not\.$/],
      LOG_LEVEL: ['loud', /^LOG_LEVEL must be a level such as info or warn\.$/],
    };
    for (const [name, [value, why]] of Object.entries(bad)) {
      expect(problems({ [name]: value }), name).toEqual([expect.stringMatching(why)]);
    }
    expect(problems({ TLS_CERT: '/no/cert', TLS_KEY: '/no/key' })).toEqual([
      expect.stringMatching(/^TLS_CERT.*ENOENT/),
    ]);
    expect(problems({ TLS_CERT: import.meta.filename, TLS_KEY: import.meta.filename })).toEqual([
      expect.stringMatching(/^TLS_CERT or TLS_KEY can't be used: .+\.$/),
    ]);
    expect(problems({ TURN_URLS: 'turn:a, stun:b', TURN_SECRET: 's' })).toEqual([
      'TURN_URLS holds stun:b, which is not an address such as turn:turn.example.com:3478?transport=tcp.',
    ]);
    for (const proxy of ['proxy', '10.0.0.0/33', '10.0.0.0/', '10.0.0.0/8/8', 'fd00::/129', '10.0.0.0/x']) {
      expect(problems({ TRUST_PROXY: `127.0.0.1,${proxy}` }), proxy).toEqual([
        `TRUST_PROXY holds ${proxy}, which is not an address.`,
      ]);
    }
    expect(settings({ TRUST_PROXY: '127.0.0.1, ,10.0.0.0/8,fd00::/8' }).trustProxy).toEqual([
      '127.0.0.1',
      '10.0.0.0/8',
      'fd00::/8',
    ]);
  });

  it('that are legal but will disappoint are warned of', () => {
    expect(
      settings({ PUBLIC_URL: 'http://calls.example.com,https://b.example,http://localhost:3000' }).warnings,
    ).toEqual(['PUBLIC_URL http://calls.example.com is not https: browsers refuse camera and microphone there.']);
    expect(settings({ ICE_POLICY: 'relay' }).warnings).toHaveLength(1);
  });

  it('PRECONNECT=relay makes no links without a relay, and says so', () => {
    expect(settings({ PRECONNECT: 'relay' })).toMatchObject({
      preconnect: 'off',
      warnings: ['PRECONNECT is relay, but TURN_URLS is not set: no links are made while it rings.'],
    });
    const turn = { TURN_URLS: 'turn:turn.example.com', TURN_SECRET: 's' };
    expect(settings({ PRECONNECT: 'relay', ...turn })).toMatchObject({ preconnect: 'relay', warnings: [] });
  });

  it('[C4] of whoever decides', () => {
    expect(settings({ DECIDE_MS: '500', DECIDE_DEFAULT: 'allow', DECIDE_REQUIRED: 'on' })).toMatchObject({
      decideMs: 500,
      decideDefault: 'allow',
      isDecisionRequired: true,
    });
  });
});

describe('the web service that decides', () => {
  const withUrl = (DECIDE_URL: string) => ({ DECIDE_URL, DECIDE_SECRET: WEBHOOK_SECRET });

  it('[C4] is an address and a secret', () => {
    const url = 'https://decide.example/calls?of=us';
    expect(settings(withUrl(url))).toMatchObject({ decideUrl: { url, secret: WEBHOOK_SECRET }, warnings: [] });
  });

  it('has an address of the web, with nothing secret in it', () => {
    for (const url of [
      'decide.example',
      'ftp://decide.example',
      'file:///etc/passwd',
      'https://me:pw@decide.example',
    ]) {
      expect(problems(withUrl(url)), url).toEqual([
        'DECIDE_URL must be a http: or https: address, without a name or password in it.',
      ]);
    }
  });

  it('has a secret that nobody guesses, as Standard Webhooks writes it', () => {
    const of = (bytes: number) => Buffer.alloc(bytes, 7).toString('base64');
    for (const bytes of [24, 32, 64]) {
      expect(problems({ ...withUrl('https://a.example'), DECIDE_SECRET: `whsec_${of(bytes)}` })).toEqual([]);
    }
    for (const secret of ['x', of(32), `whsec_${of(23)}`, `whsec_${of(65)}`, `whsec_${of(32)}!`, 'whsec_', SECRET]) {
      expect(problems({ ...withUrl('https://a.example'), DECIDE_SECRET: secret }), secret).toEqual([
        'DECIDE_SECRET must be whsec_ followed by 24 to 64 random bytes in base64.',
      ]);
    }
  });

  it('that calls can be read on the way to draws a warning', () => {
    for (const url of ['http://localhost:8080', 'http://127.0.0.1/x', 'http://[::1]:9', 'http://localhost?x']) {
      expect(settings(withUrl(url)).warnings, url).toEqual([]);
    }
    for (const url of [
      'http://decide.example',
      'http://10.0.0.2/x',
      'http://localhost.example',
      'http://127.example',
    ]) {
      expect(settings(withUrl(url)).warnings, url).toEqual([
        'DECIDE_URL is not https: who calls whom, and what they wrote, can be read on the way there.',
      ]);
    }
  });
});

describe('allowed origins', () => {
  it('on loopback are this machine’s names with the port, and the operator’s addresses', () => {
    expect([...allowedOrigins(settings({ PUBLIC_URL: 'https://a.example/x' }), 3000)]).toEqual([
      'https://a.example',
      'http://localhost:3000',
      'http://127.0.0.1:3000',
      'http://[::1]:3000',
    ]);
    expect([...allowedOrigins(settings(), 80)]).toContain('http://localhost');
  });

  it('on a network are the operator’s addresses alone', () => {
    const open = { HOST: '0.0.0.0', AUTH_SECRET: SECRET, PUBLIC_URL: 'https://a.example,http://b.example:8080' };
    expect([...allowedOrigins(settings(open), 3000)]).toEqual(['https://a.example', 'http://b.example:8080']);
  });
});

describe('why it cannot start', () => {
  const failed = (code: string, syscall = 'open') => Object.assign(new Error('no'), { code, syscall });

  it('names the database, and nothing that is secret of its address', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED 10.0.0.2:5432'), { code: 'ECONNREFUSED' });
    const away = settings({ DATABASE_URL: 'postgres://me:my-password@10.0.0.2:5432/desk' });
    expect(sentenceFor(new DatabaseUnavailable(refused), away)).toBe(
      "The database that DATABASE_URL names, at 10.0.0.2:5432, can't be used (ECONNREFUSED): connect ECONNREFUSED 10.0.0.2:5432.",
    );
    const damaged = Object.assign(new Error('file is not a database'), { code: 'SQLITE_NOTADB' });
    expect(sentenceFor(new DatabaseUnavailable(damaged), settings({ DATA_DIR: '/srv/x' }))).toBe(
      "The database /srv/x/records.db can't be used (SQLITE_NOTADB): file is not a database. Give this user the right to write it, or choose another DATA_DIR.",
    );
  });

  it('is one sentence that says what to do', () => {
    const sentences = [
      sentenceFor(failed('EADDRINUSE', 'listen'), settings()),
      sentenceFor(failed('EADDRNOTAVAIL', 'listen'), settings({ HOST: '127.9.9.9' })),
      sentenceFor(failed('EACCES', 'listen'), settings({ PORT: '80' })),
      sentenceFor(failed('EACCES', 'mkdir'), settings({ DATA_DIR: '/srv/x' })),
      sentenceFor(failed('EROFS', 'mkdir'), settings({ DATA_DIR: '/srv/x' })),
      sentenceFor(new Error('auth-secret is damaged'), settings()),
      sentenceFor('odd', settings()),
    ];
    expect(sentences).toEqual([
      'Port 3000 is in use: stop the other program, or start with another port, such as PORT=3001 npm start.',
      'HOST 127.9.9.9 is not an address of this machine.',
      'This user may not listen on port 80: choose one from 1024 on, or put a proxy in front.',
      "DATA_DIR /srv/x can't be written (EACCES): give this user the right to, or choose another folder.",
      "DATA_DIR /srv/x can't be written (EROFS): give this user the right to, or choose another folder.",
      "Frontdesk can't start: auth-secret is damaged",
      "Frontdesk can't start: odd",
    ]);
  });
});
