export class Tins {
  list() {
    return fetch('/api/tins').then(r => r.json())
  }
  dropRows(ids) {
    return fetch('/api/tins', { method: 'DELETE', body: JSON.stringify({ ids }) })
  }
}

export class Jars {
  list() {
    return fetch('/api/jars').then(r => r.json())
  }
  dropRows(ids) {
    return fetch('/api/jars/all', { method: 'DELETE', body: JSON.stringify({ ids }) })
  }
}
