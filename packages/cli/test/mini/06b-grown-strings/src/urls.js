export function pathUrl(...parts) {
  return ['/api', ...parts].join('/')
}

// only the newer half of the backend is versioned
export function versioned(path) {
  if (path.startsWith('/huts') || path.startsWith('/passes')) {
    return '/v1' + path
  }
  return path
}

export const full = path => new URL(path, window.location.origin)

export function folders(...parts) {
  let path = ''
  for (const part of parts) {
    if (part === '' || part === './') continue
    path += part + '/'
  }
  if (path.trim() === '') path = './'
  return path.substring(0, path.length - 1)
}

export function withWords(path, words) {
  const names = Object.getOwnPropertyNames(words)
  path += '?'
  for (let i = 0; i < names.length; i++) {
    path += names[i] + '=' + words[names[i]]
    if (i < names.length - 1) path += '&'
  }
  return path
}
