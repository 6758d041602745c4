import { useSession } from '../../hooks/useSession.ts'
import { useTitle } from '../../hooks/useTitle.ts'
import { Addresses } from './Addresses.tsx'
import { SignIns } from './SignIns.tsx'

/** What is the person's own: who they are, where they are signed in, and where things are sent. */
export function AccountPage() {
  const { user } = useSession()
  useTitle('Account')
  return (
    <>
      <div className="page-head">
        <div>
          <h1>Account</h1>
          <p className="muted">
            {user?.name}, {user?.email}
          </p>
        </div>
        <span className="badge">{user?.role}</span>
      </div>
      <div className="account">
        <SignIns />
        <Addresses />
      </div>
    </>
  )
}
