const gardenId = localStorage.getItem('garden')

const list = what => fetch(`/api/${what}?gardenId=${gardenId}`).then(answer => answer.json())
const add = (what, row) =>
  fetch(`/api/${what}`, { method: 'POST', body: JSON.stringify({ ...row, gardenId }) }).then(answer => answer.json())

const signIn = () =>
  fetch('/api/login', { method: 'POST', body: JSON.stringify({ email: prompt('E-mail'), password: prompt('Password') }) })

async function open() {
  await signIn()
  const gardens = await (await fetch('/api/gardens')).json()
  document.title = gardens.length
  await Promise.all([list('beds'), list('seeds'), list('tools')])
}

const sow = async () => {
  await add('beds', { row: 1 })
  await add('seeds', { sort: prompt('Sort') })
  await add('tools', { kind: prompt('Kind') })
}

document.querySelector('#open').addEventListener('click', open)
document.querySelector('#sow').addEventListener('click', sow)
