// what is given is a part of the path, but for a table of names, which comes last
export function link(...parts) {
  const path = []
  for (const part of parts) {
    if (part.constructor === Object) {
      const names = Object.keys(part).filter(name => part[name])
      if (names.length) path.push('?' + names.map(name => name + '=' + part[name]).join('&'))
      break
    } else {
      path.push(encodeURIComponent(part.toString()))
    }
  }
  return '/' + path.join('/')
}

// path and query go separate ways; nobody has sent files so far
export function ask(link, given = {}, files = {}) {
  const [, path, query] = `api${link}`.match(/^([^?]*)\??(.*)$/)
  const form = new FormData()
  for (const name of Object.keys(files)) form.append(name, files[name])
  if (Object.keys(files).length) {
    form.append('about', JSON.stringify(given))
    return fetch(`/${path}`, { method: 'POST', body: form })
  }
  return fetch(query ? `/${path}?${query}` : `/${path}`)
}

export function shelf(isGlazed) {
  const steps = ['/api/shelves']
  if (isGlazed) steps.push('glazed')
  else steps.push('raw')
  return fetch(steps.join('/'))
}

export function versionOf(address) {
  const found = /^\/v(\d+)\/(.*)$/.exec(address)
  return found ? fetch(`/api/${found[2]}/history`) : fetch('/api/never')
}

export const lastOf = name => fetch(`/api/${name.split(/\./)[1]}`)
