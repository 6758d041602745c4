import { client } from '@orchard/client'

export const prune = (id: number, by: string) => client.post(`trees/${id}/prunings`, { json: { by } }).json()
