export default defineNuxtRouteMiddleware(() => {
  const keepers = JSON.parse(localStorage.getItem('keepers'))
  $fetch('/aviary/api/visits', { method: 'POST', body: { stranger: keepers === null } })
})
