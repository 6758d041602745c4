const kept = {}
const waiting = {}
const first = {}

// three ways to ask once and keep the answer under its address
export function once(path) {
  if (kept[path]) return Promise.resolve(kept[path])
  return fetch(path)
    .then(r => r.json())
    .then(tides => {
      kept[path] = tides
      return tides
    })
}

export function shared(path) {
  if (!(path in waiting)) waiting[path] = fetch(path)
  return waiting[path]
}

export const lazily = path => first[path] || (first[path] = fetch(path))

// a promise in a field that nobody declares
export class Almanac {
  year() {
    if (!this.asked) this.asked = fetch('/api/almanac')
    return this.asked
  }
}

export class Moon {
  phases

  load() {
    this.phases ??= fetch('/api/moon/phases')
    return this.phases
  }
}
