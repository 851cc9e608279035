import type { RoleMapping } from './admission.js';

/** The company's own sign-in (OpenID Connect). */
export interface OidcSettings {
  /** Its address, below which `.well-known/openid-configuration` is. */
  readonly issuer: string;
  readonly clientId: string;
  readonly clientSecret: string;
  /** What stands on the button. */
  readonly name: string;
  /** Null: it says who someone is, and whom an admin has invited comes in. */
  readonly mapping: RoleMapping | null;
}
