/** Time as a port, so that a test passes it by a function call. */
export interface Clock {
  /** Epoch ms of this machine. */
  now(): number;
  /** Runs something once, in `ms`; returns what cancels it. */
  after(ms: number, run: () => void): () => void;
}

/** The browser's own time. A hidden page's timers may come up to a minute late. */
export const BROWSER_CLOCK: Clock = {
  now: () => Date.now(),
  after: (ms, run) => {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
