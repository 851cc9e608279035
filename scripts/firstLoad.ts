import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

/** How much JavaScript `/` may load before it can be used, in bytes, gzip at level 9; `npm test` holds it. */
export const FIRST_LOAD_BOUND = 150_000;

/** The pages that strangers open on their phones, and the console's door, each with its bound. */
const BOUNDS = {
  'call/index.html': FIRST_LOAD_BOUND,
  'call/queue.html': 150_000,
  'console/index.html': 150_000,
} as const;
type Page = keyof typeof BOUNDS;

const PAGES = 'dist/pages';

export interface FirstLoad {
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  readonly total: number;
}

/** The entry of a built page and its static imports, which Vite lists as `modulepreload`. Sizes in bytes, gzip. */
export function firstLoad(page: Page = 'call/index.html'): FirstLoad {
  const html = readFileSync(`${PAGES}/${page}`, 'utf8');
  const tags = html.match(/<(?:script|link)\b[^>]*>/g) ?? [];
  const scripts = tags.flatMap((tag) => {
    const isScript = tag.startsWith('<script') || tag.includes('rel="modulepreload"');
    return isScript ? (/(?:src|href)="([^"]+\.js)"/.exec(tag)?.[1] ?? []) : [];
  });
  const files = scripts.map((path) => {
    const bytes = gzipSync(readFileSync(`${PAGES}${path}`), { level: 9 }).length;
    return { path, bytes };
  });
  return { files, total: files.reduce((sum, { bytes }) => sum + bytes, 0) };
}

/** Prints one page's first load; whether it is within its bound. */
function report(page: Page): boolean {
  const { files, total } = firstLoad(page);
  for (const { path, bytes } of files) console.log(`${(bytes / 1000).toFixed(1).padStart(7)} kB  ${path}`);
  console.log(`${(total / 1000).toFixed(1).padStart(7)} kB  first load of ${page}, at most ${BOUNDS[page] / 1000} kB`);
  return files.length > 0 && total <= BOUNDS[page];
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const isWithin = (Object.keys(BOUNDS) as Page[]).map(report).every(Boolean);
  process.exitCode = isWithin ? 0 : 1;
}
