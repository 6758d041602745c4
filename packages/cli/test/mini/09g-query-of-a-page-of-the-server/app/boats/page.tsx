import { Finder, Pages } from '../../components/Pages'
import { ask, inAddress } from '../../lib/ask'

interface Given {
  searchParams: Promise<{ [word: string]: string | string[] | undefined }>
}

export default async function Boats({ searchParams }: Given) {
  const words = await searchParams
  const { boats, total } = await ask('/boats', inAddress(words))
  return (
    <>
      <Finder />
      {boats.map((boat: { sail: string }) => (
        <p key={boat.sail}>{boat.sail}</p>
      ))}
      <Pages last={total} />
    </>
  )
}
