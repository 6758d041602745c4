export const API = '/api'

export const thumb = (photo, size = 256) => `${API}/photos/${photo.id}/thumb?size=${size}`

// The server says where it put it, folder and all.
export const whereItLies = stored => `http://localhost:4000/${stored.replace(/^\/+/, '')}`

export async function photos(album) {
  const res = await fetch(`${API}/albums/${album}/photos`)
  return res.json()
}
