import { fail } from '@sveltejs/kit'
import type { Actions, PageServerLoad } from './$types'

const BACKEND = 'http://localhost:9000'

export const load: PageServerLoad = async ({ fetch }) => {
  return { lamps: await (await fetch(`${BACKEND}/lamps`)).json() }
}

export const actions: Actions = {
  default: async ({ request, fetch }) => {
    const form = await request.formData()
    const name = form.get('name')
    if (!name) return fail(400, { missing: true })
    await fetch(`${BACKEND}/lamps`, { method: 'POST', body: JSON.stringify({ name }) })
  },
  remove: async ({ url, fetch }) => {
    await fetch(`${BACKEND}/lamps/${url.searchParams.get('id')}`, { method: 'DELETE' })
  },
}
