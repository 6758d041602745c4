export default defineEventHandler(event => {
  const rest = getRouterParam(event, 'rest')
  return proxyRequest(event, `http://localhost:3333/bakery/${rest}`)
})
