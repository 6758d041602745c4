import { GRAIN_URL } from '$env/static/private'
import { env } from '$env/dynamic/public'

export const load = async ({ fetch }) => {
  const sacks = await fetch(`${GRAIN_URL}/sacks`).then(response => response.json())
  const mills = await fetch(`${env.PUBLIC_MILLS}/mills?turning=1`).then(response => response.json())
  return { sacks, mills }
}
