import fs from 'node:fs'

/**
 * Ends backends whose postmaster is gone. Most of them notice within moments, but one that waits for a lock of another
 * that has left waits for ever, and keeps the shared memory. Crash recovery comes next, as after any kill. Linux only:
 * elsewhere nothing is ended. Processes of a live postmaster have it as their parent, and are left alone.
 */
export function endOrphans(data: string): void {
  if (process.platform !== 'linux') return
  const folder = fs.realpathSync(data)
  for (const name of fs.readdirSync('/proc')) {
    if (/^\d+$/.test(name) && isOrphan(name, folder)) process.kill(Number(name), 'SIGKILL')
  }
}

function isOrphan(pid: string, folder: string): boolean {
  try {
    if (fs.readlinkSync(`/proc/${pid}/cwd`) !== folder) return false
    if (!fs.readFileSync(`/proc/${pid}/cmdline`, 'utf8').startsWith('postgres: ')) return false
    const [, parent = ''] = /\) \S (\d+) /.exec(fs.readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
    return !fs.readFileSync(`/proc/${parent}/cmdline`, 'utf8').split('\0')[0]?.endsWith('postgres')
  } catch {
    // Gone meanwhile, or somebody else's: not ours to end.
    return false
  }
}
