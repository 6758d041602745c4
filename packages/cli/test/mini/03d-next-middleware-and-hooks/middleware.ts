import { NextResponse, type NextRequest } from 'next/server'

const backend = process.env.BACKEND_URL ?? 'http://localhost:4000'

export async function middleware(request: NextRequest) {
  const cookie = request.headers.get('cookie') ?? ''
  const session = await fetch(`${backend}/auth/session`, { headers: { cookie } })
  if (session.status === 401) {
    return NextResponse.redirect(new URL('/login', request.url))
  }
  return NextResponse.next()
}

export const config = { matcher: ['/studio/:path*'] }
