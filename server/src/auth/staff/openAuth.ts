import type { BetterAuthOptions } from 'better-auth';
import { type AuthParts, authOptions, PROVIDER } from './authOptions.js';
import type { OidcSettings } from './OidcSettings.js';

/** better-auth, ready to answer: a request below `/api/auth`, a response. */
export type Auth = (request: Request) => Promise<Response>;

/**
 * Makes a better-auth; loaded when someone first signs in, since to load it takes longer than the whole server.
 *
 * With `oidc` it also knows the provider, whose addresses it asks for at once: so that one is made apart, and a provider that is
 * down keeps nobody from signing in by a password.
 */
export async function openAuth(parts: AuthParts, oidc: OidcSettings | null): Promise<Auth> {
  const { betterAuth } = await import('better-auth');
  const options: BetterAuthOptions = authOptions(parts);
  const auth = betterAuth(oidc ? { ...options, plugins: [await provider(oidc)] } : options);
  return (request) => auth.handler(request);
}

async function provider({ issuer, clientId, clientSecret, name }: OidcSettings) {
  const { genericOAuth } = await import('better-auth/plugins/generic-oauth');
  return genericOAuth({
    config: [
      {
        providerId: PROVIDER,
        name,
        discoveryUrl: `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`,
        clientId,
        clientSecret,
        scopes: ['openid', 'email', 'profile'],
        pkce: true,
        requireIdTokenVerification: true,
      },
    ],
  });
}
