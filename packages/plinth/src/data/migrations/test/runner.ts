import { migrate } from '../index.ts'

/** A process that migrates, to be killed: `node runner.ts '[login, folder]'`. */
const [owner, folder] = JSON.parse(process.argv[2] ?? '[]')
await migrate({ owner, folder })
