import type { KeptCall } from './wayBack/WayBack.js';

/**
 * Who this page is to the server, as the connection needs to know it.
 *
 * {@link Identity} is the one for guests; a host page with its own sign-in gives an object of these members.
 */
export interface Credentials {
  /** Resolves when `endpointId` is settled; the connection waits for it. */
  readonly settled: Promise<void>;
  /** The present token; null when there is none (any more). */
  token(): string | null;
  /** This page's endpoint id: a UUID, the same over a reload and a reconnect, of no other page. */
  endpointId(): string;
  /** The server has given this page another id. */
  keepEndpointId(endpointId: string): void;
  /** Gets a new token after the server refused the present one, or before it runs out. */
  renew(): Promise<RenewOutcome>;
  /** What a new tab would need to be in this page's call, should this one be lost; null: there is no call (any more). */
  keepCall?(kept: KeptCall | null): void;
}

/** `rejected`: this person must join anew. `unreachable`: the server did not answer; try later. */
export type RenewOutcome = 'renewed' | 'rejected' | 'unreachable';
