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
