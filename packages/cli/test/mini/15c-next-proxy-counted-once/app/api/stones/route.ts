const UPSTREAM = process.env.QUARRY_URL ?? 'http://localhost:8080'

export async function GET(request: Request) {
  const { searchParams } = new URL(request.url)
  const kind = searchParams.get('kind')
  const res = await fetch(`${UPSTREAM}/api/stones?kind=${kind}`, { cache: 'no-store' })
  return Response.json(await res.json())
}

export async function POST(request: Request) {
  const { weight, kind } = await request.json()
  return fetch(`${UPSTREAM}/api/stones`, { method: 'POST', body: JSON.stringify({ weight, kind }) })
}
