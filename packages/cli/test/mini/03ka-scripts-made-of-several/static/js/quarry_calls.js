async function callAdd(name) {
  const address = './api/stones/add'
  return fetch(address, { method: 'POST', headers: { key: 'k', name: name } })
}

async function callBreak(id) {
  const address = './api/stones/' + id
  return fetch(address, { method: 'DELETE', headers: { key: 'k' } })
}
