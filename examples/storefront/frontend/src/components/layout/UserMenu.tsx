import { NavLink } from 'react-router'
import { isUnavailable } from '../../api/errors.ts'
import { useDisclosure } from '../../hooks/useDisclosure.ts'
import { useOrganisations } from '../../hooks/useOrganisations.ts'
import { isStaff, useLogout } from '../../hooks/useSession.ts'
import type { User } from '../../types.ts'

function initials(name: string): string {
  const words = name.split(/\s+/).filter(Boolean)
  return [words[0], words.length > 1 ? words.at(-1) : '']
    .map(word => word?.[0] ?? '')
    .join('')
    .toUpperCase()
}

function MenuBody({ user }: { user: User }) {
  const logout = useLogout()
  const { error } = useOrganisations()
  return (
    <div className="popover menu">
      <p className="menu-person">
        <strong>{user.name}</strong>
        <span className="muted">{user.email}</span>
        {isStaff(user) && <span className="badge">{user.role}</span>}
      </p>
      {isStaff(user) ? (
        <NavLink to="/admin" className="phone-only">
          Admin
        </NavLink>
      ) : (
        <NavLink to="/orders" className="phone-only">
          My orders
        </NavLink>
      )}
      <NavLink to="/account">Account</NavLink>
      {isUnavailable(error) && <p className="menu-note">Organisations are not available yet.</p>}
      <button type="button" onClick={() => logout.mutate()}>
        Sign out
      </button>
    </div>
  )
}

/** The signed-in person's menu. */
export function UserMenu({ user }: { user: User }) {
  const { open, toggle, container } = useDisclosure<HTMLDivElement>()
  return (
    <div className="disclosure" ref={container}>
      <button type="button" className="avatar" aria-label="Account menu" aria-expanded={open} onClick={toggle}>
        {initials(user.name)}
      </button>
      {open && <MenuBody user={user} />}
    </div>
  )
}
