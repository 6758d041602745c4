export default defineEventHandler(async event => {
  const token = getCookie(event, 'basket')
  return $fetch(`http://localhost:3333/baskets/${token}`)
})
