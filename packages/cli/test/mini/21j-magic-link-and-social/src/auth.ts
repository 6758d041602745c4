import axios from 'axios'

export const http = axios.create({ baseURL: '/api', withCredentials: true, xsrfCookieName: 'csrftoken', xsrfHeaderName: 'X-CSRFToken' })

export const sendLink = (email: string) => http.post('/auth/magic-link', { email })
export const redeem = (token: string) => http.post('/auth/magic-link/redeem', null, { params: { token } })
export const me = () => http.get<{ id: string; nick: string }>('/auth/me')
export const signOut = () => http.delete('/auth/session')

/** Opens the provider in a window and waits for the message of the callback page. */
export function social(provider: 'google' | 'apple') {
  return new Promise<void>(resolve => {
    window.addEventListener('message', e => e.data === 'signed-in' && resolve(), { once: true })
    window.open(`/api/auth/${provider}/start`, 'auth', 'width=500,height=600')
  })
}
