import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { me, redeem, sendLink, signOut, social } from './auth'

function Circle() {
  const [user, setUser] = useState<{ id: string; nick: string } | null>(null)
  const load = () =>
    me().then(
      r => setUser(r.data),
      () => setUser(null),
    )

  useEffect(() => {
    const token = new URLSearchParams(location.search).get('token')
    if (token) redeem(token).then(load)
    else load()
  }, [])

  if (user) return <button onClick={() => signOut().then(() => setUser(null))}>Bye {user.nick}</button>
  return (
    <form
      onSubmit={e => {
        e.preventDefault()
        sendLink(new FormData(e.currentTarget).get('email') as string)
      }}
    >
      <input name="email" type="email" />
      <button>Send me a link</button>
      <button type="button" onClick={() => social('google').then(load)}>
        Google
      </button>
      <button type="button" onClick={() => social('apple').then(load)}>
        Apple
      </button>
    </form>
  )
}

createRoot(document.getElementById('root')!).render(<Circle />)
