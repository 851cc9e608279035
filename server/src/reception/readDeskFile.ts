import { readFileSync } from 'node:fs';
import { deskFileSchema } from '@frontdesk/protocol/schemas/desk';
import type { PlanSettings } from './ports.js';

/** The plan that stands in the file, or what is wrong with it: one sentence each, saying where. */
export type DeskFileResult =
  | { readonly ok: true; readonly plan: PlanSettings }
  | { readonly ok: false; readonly problems: readonly string[] };

export function readDeskFile(path: string): DeskFileResult {
  let content: unknown;
  try {
    content = JSON.parse(readFileSync(path, 'utf8'));
  } catch (error) {
    return { ok: false, problems: [`DESK_FILE ${path} can't be read: ${sayWhy(error)}.`] };
  }
  const parsed = deskFileSchema.safeParse(content);
  if (parsed.success) return { ok: true, plan: parsed.data };
  const problems = parsed.error.issues.map(({ path: where, message }) => {
    const place = where.length === 0 ? '' : `, at ${placeOf(where)}`;
    return `DESK_FILE ${path}${place}: ${message}.`;
  });
  return { ok: false, problems };
}

/** Such as `queues[1].tiers[0].groups`. */
function placeOf(where: readonly PropertyKey[]): string {
  return where
    .map((key) => (typeof key === 'number' ? `[${key}]` : `.${String(key)}`))
    .join('')
    .slice(1);
}

function sayWhy(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? error.code : undefined;
  return code === 'ENOENT' ? 'there is no such file' : error.message;
}
