// Loaded before a program that is measured (`--import`): answers its parent's questions, and ends with it.
process.on('message', (question) => {
  // A collection takes time itself, so it is made only where memory is asked for.
  if (question === 'memory') globalThis.gc?.();
  const { user, system } = process.cpuUsage();
  const { rss, heapUsed, external } = process.memoryUsage();
  process.send?.({ cpuMicros: user + system, rss, used: heapUsed + external });
});
process.on('disconnect', () => process.exit());
process.channel?.unref();
