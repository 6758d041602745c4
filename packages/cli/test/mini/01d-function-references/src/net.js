const BASE = '/api'

export const net = {
  read(path) {
    return fetch(BASE + path, { credentials: 'include' }).then(r => r.json())
  },
  write(path, data) {
    return fetch(BASE + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(data),
    }).then(r => r.json())
  },
}

export async function attempt(times, fn, ...args) {
  for (let i = 0; ; i++) {
    try {
      return await fn(...args)
    } catch (e) {
      if (i >= times) throw e
    }
  }
}
