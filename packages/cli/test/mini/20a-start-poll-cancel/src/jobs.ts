export interface Render {
  id: string
  state: 'queued' | 'running' | 'done' | 'failed'
  progress: number
  result?: { url: string }
}

const wait = (ms: number) => new Promise(resolve => setTimeout(resolve, ms))

export async function start(area: string, scale: number): Promise<Render> {
  const res = await fetch('/api/renders', { method: 'POST', body: JSON.stringify({ area, scale }) })
  if (res.status !== 202) throw new Error('refused')
  return res.json()
}

export async function follow(id: string, tell: (r: Render) => void): Promise<Render> {
  for (;;) {
    const render: Render = await fetch(`/api/renders/${id}`).then(r => r.json())
    tell(render)
    if (render.state === 'done' || render.state === 'failed') return render
    await wait(1500)
  }
}

export const cancel = (id: string) => fetch(`/api/renders/${id}/cancel`, { method: 'POST' })
export const forget = (id: string) => fetch(`/api/renders/${id}`, { method: 'DELETE' })
