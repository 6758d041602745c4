// One address for all of it; who runs the page sets it.
export async function stored(file) {
  const form = new FormData()
  form.append('file', file)
  form.append('preset', import.meta.env.VITE_STORE_PRESET)
  const answer = await fetch(import.meta.env.VITE_STORE_URL, { method: 'POST', body: form })
  const { secure_url } = await answer.json()
  return secure_url
}
