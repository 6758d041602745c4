import { text } from '@sveltejs/kit'

// answers by itself as long as the backend is up
export async function GET({ fetch }) {
  const res = await fetch('http://localhost:9000/health')
  return text(res.ok ? 'up' : 'down')
}
