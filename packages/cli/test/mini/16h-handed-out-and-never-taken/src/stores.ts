export class Tins {
  list() {
    return fetch('/api/tins').then(r => r.json())
  }
  dropRows(ids: number[]) {
    return fetch('/api/tins', { method: 'DELETE', body: JSON.stringify({ ids }) })
  }
}

export class Jars {
  list() {
    return fetch('/api/jars').then(r => r.json())
  }
  dropRows(ids: number[]) {
    return fetch('/api/jars/all', { method: 'DELETE', body: JSON.stringify({ ids }) })
  }
}

abstract class Store {
  folder = 'nowhere'

  list() {
    return fetch(`/api/${this.folder}`).then(r => r.json())
  }
  dropRows(ids: number[]) {
    return fetch(`/api/${this.folder}/all`, { method: 'DELETE', body: JSON.stringify({ ids }) })
  }
}

export class Crates extends Store {
  folder = 'crates'
}
