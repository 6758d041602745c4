import type { SignIn, Tokens, User } from '../types.ts'
import { api, request } from './client.ts'
import { session } from './session.ts'

/** What the login form sends. */
export interface Credentials {
  email: string
  password: string
}

/** What the register form sends. */
export interface Registration extends Credentials {
  name: string
}

/** What signing in gives: the tokens, and whose they are. */
export interface SignedIn extends Tokens {
  user: User
}

/** Signs in. */
export function login(credentials: Credentials) {
  return request<SignedIn>('/auth/login', { method: 'POST', body: credentials, anonymous: true })
}

/** Opens an account and signs in to it. */
export function register(registration: Registration) {
  return request<SignedIn>('/auth/register', { method: 'POST', body: registration, anonymous: true })
}

/** The signed-in user. */
export function getMe() {
  return api.get<User>('/auth/me')
}

/** Where the user is signed in. */
export function listSignIns() {
  return api.get<SignIn[]>('/auth/sessions')
}

/** Signs out there. */
export function endSignIn(id: string) {
  return api.delete(`/auth/sessions/${id}`)
}

/** Signs out everywhere but here. */
export function endOtherSignIns() {
  return api.delete('/auth/sessions')
}

/** Signs out here at once, and on the server if it can be reached. */
export async function logout(): Promise<void> {
  const farewell = api.post('/auth/logout', { refreshToken: session.refreshToken() })
  session.clear()
  await farewell.catch(() => undefined)
}
