import { SessionProvider, signIn, signOut, useSession } from 'next-auth/react'
import { createRoot } from 'react-dom/client'

function Gangway() {
  const { data } = useSession()
  const board = event => signIn('credentials', { berth: event.target.berth.value, redirect: false })
  return data ? (
    <button onClick={() => signOut()}>{data.user.name}</button>
  ) : (
    <form onSubmit={board}>
      <input name="berth" />
    </form>
  )
}

createRoot(document.getElementById('root')).render(
  <SessionProvider basePath="/ferry/auth">
    <Gangway />
  </SessionProvider>,
)
