import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { services } from '../../../../../scripts/services.ts'
import { freePort } from '../../limits/test/redis.ts'

/** Addresses of loopback that each proxy speaks from, so that nobody is taken for somebody else. */
export const outerProxy = '127.0.0.3'
export const innerProxy = '127.0.0.4'

/** Two proxies in a row, as nginx's own manual sets them up. */
export interface TestNginx {
  /** Port of the one that stands right before the app. */
  readonly inner: number
  /** Port of the one before that. */
  readonly outer: number
  stop(): Promise<void>
}

/** Starts an nginx before the app at that port, on free ports of loopback. */
export async function startNginx(app: number): Promise<TestNginx> {
  const folder = mkdtempSync(join(tmpdir(), 'plinth-nginx-'))
  const [inner, outer] = [await freePort(), await freePort()]
  const file = join(folder, 'nginx.conf')
  writeFileSync(file, settings(folder, proxy(inner, app, innerProxy) + proxy(outer, inner, outerProxy)))
  const words = ['-p', folder, '-c', file, '-e', join(folder, 'errors.log')]
  const server = spawn(services.nginx.binary, words, { stdio: 'ignore' })
  const stop = async (): Promise<void> => {
    if (server.exitCode === null && server.kill('SIGTERM')) await once(server, 'exit')
    rmSync(folder, { recursive: true, force: true })
  }
  await Promise.all([listening(inner), listening(outer)]).catch(async error => {
    await stop()
    throw error
  })
  return { inner, outer, stop }
}

function settings(folder: string, servers: string): string {
  const temporary = ['client_body', 'proxy', 'fastcgi', 'uwsgi', 'scgi'].map(
    name => `${name}_temp_path ${folder}/${name};`,
  )
  return `daemon off; master_process off; pid ${folder}/nginx.pid; events { worker_connections 128; }
    http { access_log off; ${temporary.join(' ')} ${servers} }`
}

function proxy(port: number, next: number, address: string): string {
  return `server { listen 127.0.0.1:${port}; location / {
    proxy_pass http://127.0.0.1:${next}; proxy_bind ${address}; proxy_http_version 1.1;
    proxy_set_header Connection ''; proxy_set_header Host $http_host;
    proxy_set_header X-Forwarded-For $proxy_add_x_forwarded_for; } }`
}

async function listening(port: number): Promise<void> {
  for (let tries = 0; tries < 500; tries++) {
    const socket = connect(port, '127.0.0.1')
    const open = await once(socket, 'connect').then(
      () => true,
      () => false,
    )
    socket.destroy()
    if (open) return
    await pause(10)
  }
  throw new Error('nginx does not listen')
}
