import { fail } from '@sveltejs/kit'
import { message, superValidate } from 'sveltekit-superforms'
import { zod } from 'sveltekit-superforms/adapters'
import { entry } from '$lib/schemas'

export const load = async () => ({ form: await superValidate(zod(entry)) })

export const actions = {
  default: async ({ request, fetch }) => {
    const form = await superValidate(request, zod(entry))
    if (!form.valid) return fail(400, { form })
    await fetch('http://localhost:9090/guests/entries', { method: 'POST', body: JSON.stringify(form.data) })
    return message(form, 'Thank you')
  },
}
