import Link from 'next/link'
import useSWR from 'swr'

export default function Hives() {
  const { data: hives } = useSWR('/hives')
  const { data: me } = useSWR('/me')
  if (!hives) return null
  return (
    <main>
      <h1>Hello {me?.nickname}</h1>
      {hives.map(h => (
        <Link key={h.id} href={`/hives/${h.id}`}>
          {h.place}
        </Link>
      ))}
    </main>
  )
}
