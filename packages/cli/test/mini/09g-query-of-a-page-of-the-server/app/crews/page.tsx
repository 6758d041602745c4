import { ask, inAddress } from '../../lib/ask'

interface Given {
  searchParams: Promise<{ rank?: string }>
}

export default async function Crews(props: Given) {
  const words = await props.searchParams
  const crews = await ask('/crews', inAddress(words))
  return <h1 className={words.rank}>{crews.length}</h1>
}
