import { Settings } from './settings'

interface Asked {
  method: 'GET' | 'POST'
  url: string
  body?: unknown
}

// Nothing is in front until the program says what.
export const request = async (asked: Asked) => {
  const answer = await fetch(`${Settings.BASE}${asked.url}`, { method: asked.method, body: JSON.stringify(asked.body) })
  return answer.json()
}
