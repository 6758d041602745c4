// Loaded by `--import` in the backend that `plinth dev` starts: when its parent lets go of it, or is gone, even by
// `kill -9`, it stops as it would at Ctrl-C, the database last. A signal would do the same, but not on Windows.
process.once('disconnect', () => {
  if (!process.emit('SIGTERM', 'SIGTERM')) process.exit(143)
})
// A listener keeps the channel open, and an open channel the process.
process.channel?.unref()
