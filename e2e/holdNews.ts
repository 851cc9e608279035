import type { Page } from '@playwright/test';

/** A page's line from the server, which can be held: what the server says waits until it is released. */
export interface HeldLine {
  hold(): void;
  release(): void;
}

/** Puts a hand on the line between the server and this page, and loads the page again so that the line goes through it. */
export async function holdNews(page: Page): Promise<HeldLine> {
  const waiting: (() => void)[] = [];
  let isHeld = false;
  await page.routeWebSocket(/socket\.io/, (socket) => {
    const server = socket.connectToServer();
    server.onMessage((message) => {
      const send = () => socket.send(message);
      if (isHeld) waiting.push(send);
      else send();
    });
  });
  await page.reload();
  return {
    hold: () => {
      isHeld = true;
    },
    release: () => {
      isHeld = false;
      for (const send of waiting.splice(0)) send();
    },
  };
}
