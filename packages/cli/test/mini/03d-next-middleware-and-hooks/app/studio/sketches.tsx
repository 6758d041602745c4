'use client'
import { useRouter } from 'next/navigation'

export function Sketches({ initial }: { initial: { id: string; name: string }[] }) {
  const router = useRouter()
  return (
    <ul>
      {initial.map(s => (
        <li key={s.id} onClick={() => router.push(`/studio/${s.id}`)}>
          {s.name}
        </li>
      ))}
    </ul>
  )
}
