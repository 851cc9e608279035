import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';

/** How much JavaScript `/` may load before it can be used, in bytes, gzip at level 9; `npm test` holds it. */
export const FIRST_LOAD_BOUND = 150_000;

const PAGES = 'dist/pages';

export interface FirstLoad {
  readonly files: readonly { readonly path: string; readonly bytes: number }[];
  readonly total: number;
}

/** The entry of the built page and its static imports, which Vite lists as `modulepreload`. Sizes in bytes, gzip. */
export function firstLoad(): FirstLoad {
  const html = readFileSync(`${PAGES}/call/index.html`, 'utf8');
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

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const { files, total } = firstLoad();
  for (const { path, bytes } of files) console.log(`${(bytes / 1000).toFixed(1).padStart(7)} kB  ${path}`);
  console.log(`${(total / 1000).toFixed(1).padStart(7)} kB  first load of /, at most ${FIRST_LOAD_BOUND / 1000} kB`);
  process.exitCode = files.length > 0 && total <= FIRST_LOAD_BOUND ? 0 : 1;
}
