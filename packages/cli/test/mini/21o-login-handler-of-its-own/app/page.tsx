'use client'

import { signIn, signOut, useSession } from 'next-auth/react'
import { useEffect, useState } from 'react'

interface Lamp {
  id: string
  lit: boolean
}

export default function Page() {
  const { data: session } = useSession()
  const [lamps, setLamps] = useState<Lamp[]>([])

  useEffect(() => {
    fetch(`${process.env.NEXT_PUBLIC_LIGHTHOUSE_URL}/lamps`, { headers: { Authorization: `Bearer ${session?.token}` } })
      .then(response => response.json())
      .then(setLamps)
  }, [session])

  return (
    <main>
      <button onClick={() => signIn('credentials', { keeper: 'ann', secret: 'x', redirect: false })}>Come in</button>
      <button onClick={() => signOut()}>Go</button>
      {lamps.map(lamp => (
        <p key={lamp.id}>{lamp.lit ? 'on' : 'off'}</p>
      ))}
    </main>
  )
}
