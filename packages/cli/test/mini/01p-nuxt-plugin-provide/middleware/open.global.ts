export default defineNuxtRouteMiddleware(async to => {
  if (to.path === '/closed') return
  const { open } = await useNuxtApp().$api('/status')
  if (!open) return navigateTo('/closed')
})
