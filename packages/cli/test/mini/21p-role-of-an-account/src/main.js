const Kind = Object.freeze({ BAKER: 'BAKER', GUEST: 'GUEST' })
const form = document.querySelector('form')

form.addEventListener('submit', async event => {
  event.preventDefault()
  const { email, password } = Object.fromEntries(new FormData(form))
  const response = await fetch('/api/login', { method: 'POST', body: JSON.stringify({ email, password }) })
  const account = await response.json()
  if (account.accountRole !== Kind.BAKER) throw new Error('Only bakers come in here')
  location.href = '/oven.html'
})
