import { client } from '@orchard/client'

export const weigh = (tree: number, kilos: number) => client('harvest', { method: 'put', json: { tree, kilos } })
