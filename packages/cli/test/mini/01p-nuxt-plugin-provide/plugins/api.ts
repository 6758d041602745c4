import { ofetch } from 'ofetch'

export default defineNuxtPlugin(() => {
  const api = ofetch.create({
    baseURL: '/festival/api',
    onRequest({ options }) {
      options.headers = { ...options.headers, 'x-lang': useCookie('lang').value ?? 'en' }
    },
  })

  return { provide: { api } }
})
