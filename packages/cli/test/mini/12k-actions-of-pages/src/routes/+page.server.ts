const GARDEN = 'http://localhost:6060/garden'

export const actions = {
  plant: async ({ request, fetch }) => {
    const tree = Object.fromEntries(await request.formData())
    await fetch(`${GARDEN}/trees`, { method: 'POST', body: JSON.stringify({ tree }) })
  },
  prune: async ({ request, fetch }) => {
    const form = await request.formData()
    await fetch(`${GARDEN}/trees/${form.get('tree')}`, { method: 'PATCH', body: JSON.stringify({ cut: form.get('cut') }) })
  },
}
