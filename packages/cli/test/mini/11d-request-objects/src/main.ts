type Verb = 'get' | 'post' | 'put' | 'delete'

const proxy = new Proxy({} as Record<Verb, (path: string, body?: unknown) => Promise<Response>>, {
  get: (_, verb: string) => (path: string, body?: unknown) =>
    fetch(`/mill${path}`, { method: verb.toUpperCase(), body: body === undefined ? null : JSON.stringify(body) }),
})

async function run(request: Request) {
  const response = await fetch(request)
  return response.ok ? response.json() : Promise.reject(response.status)
}

const sacks = new Request('/mill/sacks', { headers: { accept: 'application/json' } })

const oil = (gear: string) => fetch(new Request(`/mill/gears/${gear}`), { method: 'PATCH', body: JSON.stringify({ oiled: true }) })

const grind = (grain: string, kilos: number) =>
  run(new Request('/mill/grindings', { method: 'POST', body: JSON.stringify({ grain, kilos }) }))

document.querySelector('#app')!.addEventListener('click', async () => {
  const list: { id: string; grain: string; kilos: number }[] = await run(sacks)
  for (const sack of list) {
    await grind(sack.grain, sack.kilos)
    await proxy.delete(`/sacks/${sack.id}`)
  }
  await oil((await run(sacks)).gear)
  await proxy.put('/wheel', { turning: false })
})
