import type { Clock } from './ports.js';

/** This machine's clock. Its timers do not keep the process alive. */
export const SYSTEM_CLOCK: Clock = {
  now: () => Date.now(),
  at(time, callback) {
    const timer = setTimeout(callback, Math.max(0, time - Date.now()));
    if (typeof timer === 'object') timer.unref();
    return () => clearTimeout(timer);
  },
};
