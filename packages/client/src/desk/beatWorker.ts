/** Tells the page once a second that it lives. Its own thread: the browser slows a hidden page's timers, not these. */
setInterval(() => postMessage(0), 1_000);
