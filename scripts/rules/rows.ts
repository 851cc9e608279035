/** A row of the contract that a test has to prove. */
export interface Row {
  /** What stands in brackets in the names of its tests, such as `C14` or `code 20`. */
  readonly id: string;
  /** What this version does not do yet, as the row says itself: nothing to prove. */
  readonly isNotYet: boolean;
}

/** What the first cell of a table's rows is called, by the heading that the table stands under. */
const TABLES: readonly (readonly [heading: RegExp, prefix: string])[] = [
  [/^## 2\. Codes/, 'code '],
  [/^### Tokens over HTTP/, ''],
  [/^### Staff over HTTP/, ''],
  [/^### Commands/, 'command '],
  [/^### News/, 'news '],
  [/^### What it is asked and told/, 'business news '],
  [/^### What it may do/, 'business command '],
  [/^### The same over HTTP/, ''],
  [/^### A queue's door/, ''],
  [/^### What is set up/, ''],
];

const NOT_YET = '*(not yet';

/**
 * The rows of `docs/protocol.md`: its rules (`**C14**`), what it gives a name in brackets (`**[packet size]**`), and each
 * line of its tables, named by the first cell.
 */
export function rowsOf(protocol: string): Row[] {
  const rows: Row[] = [];
  let prefix: string | undefined;
  for (const line of protocol.split('\n')) {
    if (/^##+ /.test(line)) prefix = TABLES.find(([heading]) => heading.test(line))?.[1];
    const isNotYet = line.includes(NOT_YET);
    for (const [, rule, name] of line.matchAll(/\*\*(?:(C\d+)|\[([^\]]+)\])\*\*/g)) {
      rows.push({ id: rule ?? name ?? '', isNotYet });
    }
    if (prefix !== undefined) for (const cell of namesIn(line)) rows.push({ id: `${prefix}${cell}`, isNotYet });
  }
  return rows;
}

/** The names in a table line's first cell: in backticks without a payload, or a bare number. None in its head. */
function namesIn(line: string): string[] {
  const [, cell] = /^\| (.+?) \|/.exec(line) ?? [];
  if (cell === undefined) return [];
  if (/^\d+$/.test(cell)) return [cell];
  return [...cell.matchAll(/`((?:POST|GET|PUT|PATCH|DELETE) [^`\s,]+|[a-z]+:?[a-z]*)[^`]*`/g)].map(
    ([, name]) => name ?? '',
  );
}
