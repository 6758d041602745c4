import { Navigate, Outlet, useLocation } from 'react-router'
import { isStaff, useSession } from '../../hooks/useSession.ts'
import { EmptyState } from '../feedback/EmptyState.tsx'
import { Loading } from '../feedback/Loading.tsx'
import { ErrorNotice } from '../feedback/Notice.tsx'

/** Lets signed-in people pass, or only `staff`; sends the others to the login page and back. */
export function RequireRole({ staff = false }: { staff?: boolean }) {
  const { user, loading, error } = useSession()
  const location = useLocation()
  if (loading) return <Loading />
  if (error) return <ErrorNotice error={error} />
  if (!user) return <Navigate to="/login" replace state={{ from: location.pathname }} />
  if (staff && !isStaff(user)) {
    return (
      <EmptyState icon="user" title="This part is for the people who run the shop">
        <p className="muted">Sign in with another account to see it.</p>
      </EmptyState>
    )
  }
  return <Outlet />
}
