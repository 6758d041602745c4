export const API = '/api'

export const thumb = (photo, size = 256) => `${API}/photos/${photo.id}/thumb?size=${size}`

export async function photos(album) {
  const res = await fetch(`${API}/albums/${album}/photos`)
  return res.json()
}
