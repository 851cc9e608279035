/** The look of the API's page: the tokens of `packages/ui`, as far as it needs them. */
export const STYLE = `
:root {
  --canvas: #f6f5f0; --surface: #fff; --sunken: #eeede6; --ink: #14262a; --soft: #4b5d60; --line: #dfded6;
  --accent: #0b5660; --accent-soft: #dfedec; --good: #176a42; --good-soft: #e0f0e6; --bad: #a02d22; --bad-soft: #fbe8e4;
  color-scheme: light dark;
}
@media (prefers-color-scheme: dark) {
  :root {
    --canvas: #0e1618; --surface: #172225; --sunken: #111b1d; --ink: #e8efee; --soft: #a6b6b8; --line: #29373a;
    --accent: #86d0d4; --accent-soft: #17363b; --good: #6fcf9c; --good-soft: #153528; --bad: #f2968a; --bad-soft: #3d1f1b;
  }
}
* { box-sizing: border-box; }
html { scroll-padding-top: 1rem; }
body {
  margin: 0; background: var(--canvas); color: var(--ink); line-height: 1.6; overflow-wrap: anywhere;
  font-family: -apple-system, "Segoe UI Variable Text", "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
}
a { color: var(--accent); text-underline-offset: 0.2em; }
a:focus-visible, summary:focus-visible, pre:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; border-radius: 0.25rem; }
code, pre { font-family: ui-monospace, "SF Mono", "Cascadia Mono", Consolas, "Liberation Mono", monospace; font-size: 0.9em; }
h1, h2, h3, h4 { line-height: 1.25; letter-spacing: -0.018em; text-wrap: balance; }
h1 { margin: 0 0 1rem; font-size: 2rem; }
h1 small { color: var(--soft); font-size: 1rem; font-weight: 400; letter-spacing: 0; }
h4 { margin: 1.25rem 0 0.5rem; font-size: 0.9375rem; }
p { margin: 0 0 0.75rem; max-width: 44rem; }
nav { padding: 1.25rem 1rem 0; }
nav .brand { margin: 0 0 0.5rem; font-weight: 600; font-size: 1.1875rem; }
nav h2 { display: inline-block; margin: 0 1rem 0 0; font-size: 0.9375rem; font-weight: 400; letter-spacing: 0; }
nav ul { display: none; margin: 0; padding: 0; list-style: none; }
nav a { display: inline-block; padding: 0.25rem 0; color: var(--ink); text-decoration: none; font-size: 0.9375rem; }
nav a:hover { color: var(--accent); text-decoration: underline; }
main { padding: 1.5rem 1rem 4rem; }
main > section > h2 { margin: 3rem 0 0.5rem; font-size: 1.5rem; }
article { margin: 1rem 0; padding: 1.25rem 1rem; background: var(--surface); border: 1px solid var(--line); border-radius: 0.75rem; }
article:target { border-color: var(--accent); }
article h3 { margin: 0 0 0.5rem; font-size: 1.1875rem; }
.path { display: flex; flex-wrap: wrap; gap: 0.5rem; align-items: baseline; }
.method { padding: 0.1rem 0.5rem; border-radius: 0.5rem; font-size: 0.8125rem; font-weight: 600; background: var(--accent-soft); color: var(--accent); }
.method.post { background: var(--good-soft); color: var(--good); }
.roles { color: var(--soft); font-size: 0.9375rem; }
.kind { color: var(--soft); font-size: 0.9375rem; font-weight: 400; letter-spacing: 0; }
.kind code { color: var(--ink); }
.fields, .answers { margin: 0; padding: 0; list-style: none; }
.fields > li, .answers > li { padding: 0.5rem 0; border-top: 1px solid var(--line); }
.fields .fields { margin: 0.5rem 0 0 0.25rem; padding-left: 0.75rem; border-left: 2px solid var(--line); }
.fields > li > p { margin: 0.15rem 0 0; font-size: 0.9375rem; }
.fields .name { font-weight: 600; }
.fields strong { color: var(--accent); font-size: 0.8125rem; font-weight: 600; }
.bounds { color: var(--soft); }
.status { padding: 0.1rem 0.45rem; border-radius: 0.5rem; font-size: 0.8125rem; font-weight: 600; background: var(--bad-soft); color: var(--bad); }
.status.s2 { background: var(--good-soft); color: var(--good); }
summary { width: fit-content; padding: 0.25rem 0; color: var(--accent); cursor: pointer; font-size: 0.9375rem; }
pre { margin: 0.25rem 0 0; padding: 0.75rem 1rem; overflow-x: auto; background: var(--sunken); border: 1px solid var(--line); border-radius: 0.5rem; line-height: 1.5; overflow-wrap: normal; }
@media (min-width: 60rem) {
  body { display: grid; grid-template-columns: 17rem minmax(0, 1fr); }
  nav { position: sticky; top: 0; height: 100vh; padding: 2rem 1.5rem; overflow-y: auto; border-right: 1px solid var(--line); }
  nav h2 { display: block; margin: 1rem 0 0.25rem; }
  nav h2 a { color: var(--soft); font-size: 0.8125rem; font-weight: 600; }
  nav ul { display: block; }
  main { padding: 2rem 2.5rem 6rem; max-width: 58rem; }
  article { padding: 1.5rem; }
}
@media print { nav { display: none; } article { break-inside: avoid-page; } }
`;
