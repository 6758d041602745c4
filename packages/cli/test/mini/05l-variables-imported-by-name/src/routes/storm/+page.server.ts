import { redirect } from '@sveltejs/kit'
import { PUBLIC_MILLS } from '$env/static/public'

export const actions = {
  default: async ({ fetch }) => {
    await fetch(`${PUBLIC_MILLS}/mills/brakes`, { method: 'PUT' })
    redirect(303, '/')
  },
}
