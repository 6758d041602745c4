import { client } from '@orchard/client'

export interface Tree {
  id: number
  kind: string
}

export const trees = (row: number) => client.get('trees', { searchParams: { row } }).json<Tree[]>()
