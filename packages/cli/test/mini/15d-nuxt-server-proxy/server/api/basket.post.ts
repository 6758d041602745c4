export default defineEventHandler(async event => {
  const token = getCookie(event, 'basket')
  const { product, count } = await readBody(event)
  return $fetch(`http://localhost:3333/baskets/${token}/lines`, { method: 'POST', body: { product, count } })
})
