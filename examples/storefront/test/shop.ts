import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { nodePath, root, withoutRunner } from './programs.ts'

/** Somebody whom the demo data knows. */
export interface DemoLogin {
  readonly email: string
  readonly password: string
}

/** A running backend that serves the shop's page too. */
export interface Shop {
  readonly url: string
  /** The demo login with this role. */
  login(role: string): DemoLogin
  /** As Ctrl-C would. Resolves to the exit code, when the database has stopped too. */
  stop(): Promise<number | null>
}

/**
 * Runs `plinth run` on the frontend: its backend is written into a folder of its own, inside the repository so that it
 * finds the packages, and started with demo data and the frontend's build, on a free port.
 */
export async function startShop(frontend: string): Promise<Shop> {
  mkdirSync(join(root, '.plinth'), { recursive: true })
  const folder = mkdtempSync(join(root, '.plinth', 'shop-'))
  const plinth = join(root, 'packages/plinth/bin/plinth.js')
  const child = spawn(nodePath, ['--conditions=source', plinth, 'run', frontend, '--into', folder], {
    env: { ...withoutRunner(), NO_COLOR: '1', PORT: '0', LOG_LEVEL: 'error', LIMIT_API: '100000', LIMIT_AUTH: '1000' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  const stop = async (): Promise<number | null> => {
    if (child.exitCode === null && child.kill('SIGTERM')) await once(child, 'exit')
    rmSync(folder, { recursive: true, force: true })
    return child.exitCode
  }
  const said = await announcement(child).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  return { url: /^ +page +(\S+)$/m.exec(said)?.[1] ?? '', login: role => loginIn(said, role), stop }
}

/** What it prints once it is ready; its last line says how to stop it. */
function announcement(child: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    let said = ''
    const hear = (chunk: Buffer): void => {
      said += chunk
      if (said.includes('Ctrl-C')) resolve(said)
    }
    child.stdout?.on('data', hear)
    child.stderr?.on('data', hear)
    child.once('exit', code => reject(new Error(`The backend ended with ${code} before it was ready.\n${said}`)))
  })
}

function loginIn(said: string, role: string): DemoLogin {
  const found = new RegExp(`^ +log in +(\\S+) +(\\S+) +${role}$`, 'm').exec(said)
  if (found === null) throw new Error(`The demo data has no ${role}.\n${said}`)
  return { email: found[1] as string, password: found[2] as string }
}
