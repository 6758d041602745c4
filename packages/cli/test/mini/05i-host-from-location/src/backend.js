const { protocol, hostname, port } = window.location

// the dev server runs on another port than the controller
export const backend = `${protocol}//${hostname}:${port === '5173' ? '8090' : port}/ctl`

export const socketUrl = backend.replace(/^http/, 'ws') + '/feed'
