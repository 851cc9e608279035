#!/usr/bin/env node
// Stands between Playwright and the Firefox at FRONTDESK_FIREFOX, since the two are not of the same month: it starts Firefox
// with the arguments that it gets, passes WebDriver BiDi on, and answers "done" to an emulation that this Firefox does not know.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { WebSocket, WebSocketServer } from 'ws';

/** What Firefox, and Playwright after it, says by: only the address is another one here. */
const LISTENING = 'WebDriver BiDi listening on';

const firefox = spawn(process.env.FRONTDESK_FIREFOX, process.argv.slice(2), { stdio: ['ignore', 'inherit', 'pipe'] });
for (const signal of ['SIGTERM', 'SIGINT']) process.on(signal, () => firefox.kill(signal));
firefox.on('exit', (code) => process.exit(code ?? 1));

createInterface({ input: firefox.stderr }).on('line', (line) => {
  if (line.startsWith(LISTENING)) listen(line.slice(LISTENING.length).trim());
  else console.error(line);
});

function listen(address) {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 }, () =>
    console.error(`${LISTENING} ws://127.0.0.1:${server.address().port}`),
  );
  server.on('connection', (playwright, { url }) => join(playwright, new WebSocket(address + url)));
}

function join(playwright, browser) {
  const early = [];
  const emulations = new Set();
  playwright.on('message', (data) => {
    const text = String(data);
    const { id, method } = JSON.parse(text);
    if (method.startsWith('emulation.')) emulations.add(id);
    if (browser.readyState === WebSocket.OPEN) browser.send(text);
    else early.push(text);
  });
  browser.on('open', () => {
    for (const text of early.splice(0)) browser.send(text);
  });
  browser.on('message', (data) => {
    const text = String(data);
    const { id, error } = JSON.parse(text);
    const isUnknown = emulations.delete(id) && error === 'unknown command';
    playwright.send(isUnknown ? JSON.stringify({ type: 'success', id, result: {} }) : text);
  });
  browser.on('error', () => playwright.close());
  browser.on('close', () => playwright.close());
  playwright.on('close', () => browser.close());
}
