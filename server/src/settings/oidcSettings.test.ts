import { describe, expect, it } from 'vitest';
import { readSettings } from './readSettings.js';
import type { Settings } from './settings.js';

function settings(environment: Readonly<Record<string, string>>): Settings {
  const read = readSettings(environment);
  if (!read.ok) throw new Error(read.problems.join(' '));
  return read.settings;
}

function problems(environment: Readonly<Record<string, string>>): readonly string[] {
  const read = readSettings(environment);
  return read.ok ? [] : read.problems;
}

describe('the company’s own sign-in', () => {
  const provider = {
    OIDC_ISSUER: 'https://login.example.com/realms/staff',
    OIDC_CLIENT_ID: 'frontdesk',
    OIDC_CLIENT_SECRET: 'a secret',
  };
  const roles = (OIDC_ROLES: string) => ({ ...provider, OIDC_ROLE_CLAIM: 'groups', OIDC_ROLES });

  it('is a provider and how it knows us; on the button stands its host unless said otherwise', () => {
    const oidc = {
      issuer: provider.OIDC_ISSUER,
      clientId: 'frontdesk',
      clientSecret: 'a secret',
      name: 'login.example.com',
      mapping: null,
    };
    expect(settings(provider)).toMatchObject({ oidc, warnings: [] });
    expect(settings({ ...provider, OIDC_NAME: 'Example Ltd' }).oidc).toEqual({ ...oidc, name: 'Example Ltd' });
  });

  it('may give roles by a claim', () => {
    expect(settings(roles('desk = agent, /staff/leads=supervisor,a=b=admin')).oidc?.mapping).toEqual({
      claim: 'groups',
      roles: { desk: 'agent', '/staff/leads': 'supervisor', 'a=b': 'admin' },
    });
    for (const bad of ['desk', 'desk=boss', '=agent', 'desk=caller', 'desk=agent,']) {
      expect(problems(roles(bad)), bad).toEqual([
        expect.stringMatching(/^OIDC_ROLES holds .*which is not of the form value=role/),
      ]);
    }
    expect(problems({ ...provider, OIDC_ROLES: 'desk=agent' })).toEqual([
      'OIDC_ROLE_CLAIM and OIDC_ROLES go together: set both, or neither.',
    ]);
  });

  it('that is set up by halves is a refusal to start', () => {
    expect(problems({ OIDC_ISSUER: provider.OIDC_ISSUER })).toEqual([
      'OIDC_ISSUER is set: that needs OIDC_CLIENT_ID and OIDC_CLIENT_SECRET, by which the provider knows us.',
    ]);
    expect(problems({ OIDC_CLIENT_ID: 'x', OIDC_NAME: 'y' })).toEqual([
      'OIDC_CLIENT_ID is set, but OIDC_ISSUER, the provider it belongs to, is not.',
      'OIDC_NAME is set, but OIDC_ISSUER, the provider it belongs to, is not.',
    ]);
    expect(problems({ ...provider, OIDC_ISSUER: 'login.example.com' })).toEqual([
      'OIDC_ISSUER must be a http: or https: address, without a name or password in it.',
    ]);
  });

  it('that could be changed on the way draws a warning', () => {
    expect(settings({ ...provider, OIDC_ISSUER: 'http://login.example.com' }).warnings).toEqual([
      'OIDC_ISSUER is not https: whoever can change what comes from there can sign in as anybody.',
    ]);
    expect(settings({ ...provider, OIDC_ISSUER: 'http://127.0.0.1:8080' }).warnings).toEqual([]);
  });
});
