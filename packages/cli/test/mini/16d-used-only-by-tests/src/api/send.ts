export async function send(method: string, path: string, body?: object) {
  const response = await fetch('/api' + path, { method, ...(body && { body: JSON.stringify(body) }) })
  return response.status === 204 ? undefined : response.json()
}
