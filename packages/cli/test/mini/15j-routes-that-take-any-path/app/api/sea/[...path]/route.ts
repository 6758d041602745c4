import type { NextRequest } from 'next/server'

const HARBOUR = process.env.HARBOUR_URL ?? 'http://localhost:7000/v3'

async function pass(request: NextRequest, { params }: { params: Promise<{ path: string[] }> }) {
  const { path } = await params
  const target = `${HARBOUR}/${path.join('/')}${request.nextUrl.search}`
  return fetch(target, { method: request.method, headers: request.headers, body: request.body })
}

export { pass as GET, pass as POST, pass as DELETE }
