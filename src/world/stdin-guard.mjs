/** Preloaded into a child: when its stdin ends, the parent is gone, however it went, and the child stops. */
process.stdin.on('end', () => {
  process.kill(process.pid, 'SIGTERM');
  setTimeout(() => process.exit(1), 5000).unref();
});
process.stdin.on('error', () => process.exit(1));
process.stdin.resume();
process.stdin.unref?.();
