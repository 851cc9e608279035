import { parseSync, Visitor } from 'vite';

const RUNNERS = new Set(['it', 'test', 'describe']);
const NOT_RUN = new Set(['skip', 'todo']);

/**
 * The full names of the tests in a file's source, those of the groups around them included. What a name works out by itself
 * (`${side}`) is left out; tests that are skipped are no proof and are left out too.
 */
export function testNamesIn(file: string, source: string): string[] {
  const names: string[] = [];
  const groups: string[] = [];
  const { program, errors } = parseSync(file, source);
  if (errors[0]) throw new Error(`${file}: ${errors[0].message}`);
  new Visitor({
    CallExpression: (call) => {
      const runner = runnerOf(call.callee);
      const name = textOf(call.arguments[0]);
      if (runner === null || name === null) return;
      if (runner === 'describe') groups.push(name);
      else names.push([...groups, name].join(' '));
    },
    'CallExpression:exit': (call) => {
      if (runnerOf(call.callee) === 'describe' && textOf(call.arguments[0]) !== null) groups.pop();
    },
  }).visit(program);
  return names;
}

interface Node {
  readonly type: string;
}

/** `it` of `it('…')`, `it.concurrent('…')` and `it.each(…)('…')`; null of any other call, and of a test that is not run. */
function runnerOf(callee: Node): string | null {
  const node = callee as Node & { readonly [field in 'name' | 'object' | 'property' | 'callee' | 'tag']?: unknown };
  if (node.type === 'Identifier') return RUNNERS.has(String(node.name)) ? String(node.name) : null;
  if (node.type === 'CallExpression') return runnerOf(node.callee as Node);
  if (node.type === 'TaggedTemplateExpression') return runnerOf(node.tag as Node);
  if (node.type !== 'MemberExpression') return null;
  const isNotRun = NOT_RUN.has(String((node.property as { name?: unknown }).name));
  return isNotRun ? null : runnerOf(node.object as Node);
}

/** The words of a string or a template; null of anything else. */
function textOf(node: Node | undefined): string | null {
  if (node?.type === 'Literal') {
    const { value } = node as Node & { readonly value?: unknown };
    return typeof value === 'string' ? value : null;
  }
  if (node?.type !== 'TemplateLiteral') return null;
  const { quasis } = node as Node & {
    readonly quasis: readonly { readonly value: { readonly cooked: string | null } }[];
  };
  return quasis.map(({ value }) => value.cooked ?? '').join('…');
}
