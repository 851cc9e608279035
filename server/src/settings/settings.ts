import type { OidcSettings } from '../auth/staff/OidcSettings.js';
import type { CallSettings } from '../calls/CallPorts.js';
import type { PlanSettings } from '../reception/ports.js';

/** Everything the operator can set (section 6). Times in ms. */
export interface Settings extends CallSettings {
  readonly port: number;
  readonly host: string;
  readonly isLoopback: boolean;
  readonly tls: { readonly cert: string; readonly key: string } | null;
  /** Origins, such as `https://calls.example.com`. */
  readonly publicUrls: readonly string[];
  readonly trustProxy: readonly string[];
  readonly dataDir: string;
  /** A PostgreSQL (`postgres://…`); without it, tables are in SQLite in `dataDir`. */
  readonly databaseUrl: string | undefined;
  /** The plan of queues and agents to begin with; null: the default one. */
  readonly deskFile: { readonly path: string; readonly plan: PlanSettings } | null;
  /** Whether calls are recorded, and for how many days a record is kept. */
  readonly isRecording: boolean;
  readonly recordsDays: number;
  readonly authSecret: string | undefined;
  readonly authSecretPrevious: string | undefined;
  readonly guests: boolean;
  /** The company's own sign-in for staff, beside passwords. */
  readonly oidc: OidcSettings | null;
  readonly sessionMs: number;
  /** A business server that is a web service; `secret` as Standard Webhooks writes it, `whsec_` and base64. */
  readonly decideUrl: { readonly url: string; readonly secret: string } | null;
  readonly turn: { readonly urls: readonly string[]; readonly secret: string } | null;
  readonly icePolicy: 'all' | 'relay';
  /** How large a file may be that the two of a call send each other; 0: they send none. */
  readonly fileMaxBytes: number;
  /** Commands per page in 10 s; 0 turns all limits off. */
  readonly rateCommands: number;
  readonly logLevel: string;
  /** Set values that are legal but will disappoint; one sentence each. */
  readonly warnings: readonly string[];
}
