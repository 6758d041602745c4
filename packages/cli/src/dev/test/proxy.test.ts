import { once } from 'node:events'
import { createServer, request, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { afterEach, beforeEach, expect, it } from 'vitest'
import { DevProxy } from '../proxy.ts'

// A backend and a dev server that say who they are and what they got.
let backend: Server
let page: Server
let proxy: DevProxy
let url: string
/** Held back by tests that look at a restart. */
let ready: Promise<unknown>

beforeEach(async () => {
  ready = Promise.resolve()
  backend = await echo('backend')
  page = await echo('page')
  proxy = new DevProxy({
    isBackend: ({ url = '' }) => url.startsWith('/api'),
    backend: () => ready.then(() => (backend.listening ? originOf(backend) : undefined)),
    page: originOf(page),
  })
  url = `http://localhost:${await proxy.listen(0)}`
})

afterEach(() => {
  proxy.close()
  for (const server of [backend, page]) {
    server.close()
    server.closeAllConnections()
  }
})

async function echo(name: string): Promise<Server> {
  const server = createServer(async (incoming, outgoing) => {
    const { method, url, headers } = incoming
    let body = ''
    for await (const chunk of incoming) body += chunk
    outgoing.writeHead(method === 'POST' ? 201 : 200, {
      'content-type': 'application/json',
      'set-cookie': ['a=1', 'b=2'],
    })
    outgoing.end(JSON.stringify({ name, method, url, host: headers.host, via: headers.via, body }))
  })
  server.on('upgrade', (incoming, socket) => {
    if (incoming.url === '/refused') return void socket.end('HTTP/1.1 403 Forbidden\r\ncontent-length: 0\r\n\r\n')
    socket.write(`HTTP/1.1 101 Switching Protocols\r\nupgrade: websocket\r\nconnection: upgrade\r\n\r\n${name}:`)
    return void socket.pipe(socket)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  return server
}

const originOf = (server: Server) => `http://127.0.0.1:${(server.address() as AddressInfo).port}`

const portOf = () => Number(new URL(url).port)

/** An upgrade as a browser asks for it; what comes back up to `until`. */
async function upgrade(path: string, until: string, send = ''): Promise<string> {
  const socket = connect(portOf(), '127.0.0.1')
  socket.write(`GET ${path} HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n${send}`)
  let said = ''
  for await (const chunk of socket) {
    said += chunk
    if (said.includes(until)) break
  }
  socket.destroy()
  return said
}

it('passes requests on to the side that they are for, as they are', async () => {
  const made = await fetch(`${url}/api/things?x=%20`, { method: 'POST', body: 'text' })
  expect(made.status).toBe(201)
  expect(made.headers.getSetCookie()).toEqual(['a=1', 'b=2'])
  expect(await made.json()).toMatchObject({
    name: 'backend',
    method: 'POST',
    url: '/api/things?x=%20',
    host: new URL(url).host,
    body: 'text',
  })
  expect(await (await fetch(`${url}/index.html`)).json()).toMatchObject({ name: 'page' })
})

it('sends to the backend what the dev server passes back, and does not go in circles', async () => {
  const first = (await (await fetch(`${url}/socket.io/`)).json()) as { name: string; via: string }
  expect(first.name).toBe('page')
  const back = await fetch(`${url}/socket.io/`, { headers: { via: first.via } })
  expect(await back.json()).toMatchObject({ name: 'backend' })
})

it('asks nobody but the two sides, whatever the address says', async () => {
  const asked = request({ port: portOf(), host: '127.0.0.1', path: 'http://example.com//evil' }).end()
  const [answer] = await once(asked, 'response')
  expect(JSON.parse(String(await answer.toArray()))).toMatchObject({ name: 'page', url: 'http://example.com//evil' })
})

it('holds requests back while the backend restarts', async () => {
  const restart = Promise.withResolvers<void>()
  ready = restart.promise
  const order: string[] = []
  const held = fetch(`${url}/api/things`, { method: 'POST', body: 'text' }).then(answer => {
    order.push('answered')
    return answer.json()
  })
  await fetch(`${url}/`).then(() => order.push('page'))
  restart.resolve()
  expect(await held).toMatchObject({ name: 'backend', body: 'text' })
  expect(order).toEqual(['page', 'answered'])
})

it('says which side does not answer', async () => {
  page.close()
  page.closeAllConnections()
  const gone = await fetch(`${url}/`)
  expect(gone.status).toBe(503)
  expect(await gone.text()).toMatch(/^Nothing answers at http:\/\/127\.0\.0\.1:\d+\./)
  backend.close()
  expect(await (await fetch(`${url}/api`)).text()).toContain('The backend does not run')
})

it('passes WebSockets on, both ways, with what is sent at once', async () => {
  expect(await upgrade('/?token=x', 'page:ping', 'ping')).toMatch(/^HTTP\/1\.1 101 .*page:ping$/s)
  expect(await upgrade('/api/socket', 'backend:')).toContain('backend:')
})

it('passes on that a WebSocket was refused', async () => {
  expect(await upgrade('/refused', '\r\n\r\n')).toMatch(/^HTTP\/1\.1 403 Forbidden/)
})

it('lives on when a browser goes away in the middle of an upgrade', async () => {
  const restart = Promise.withResolvers<void>()
  ready = restart.promise
  const socket = connect(portOf(), '127.0.0.1')
  socket.write('GET /api/socket HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n')
  await fetch(`${url}/`)
  socket.resetAndDestroy()
  restart.resolve()
  expect((await fetch(`${url}/api`)).status).toBe(200)
})

it('ends open WebSockets when it closes', async () => {
  const socket = connect(portOf(), '127.0.0.1')
  socket.write('GET /hot HTTP/1.1\r\nhost: x\r\nconnection: upgrade\r\nupgrade: websocket\r\n\r\n')
  await once(socket, 'data')
  proxy.close()
  await once(socket, 'close')
  expect(socket.destroyed).toBe(true)
})
