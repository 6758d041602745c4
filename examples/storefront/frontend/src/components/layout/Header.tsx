import { Link, NavLink } from 'react-router'
import { countOf } from '../../format.ts'
import { useCart } from '../../hooks/useCart.ts'
import { isStaff, useSession } from '../../hooks/useSession.ts'
import { Icon } from '../Icon.tsx'
import { NotificationBell } from './NotificationBell.tsx'
import { OrganisationSwitcher } from './OrganisationSwitcher.tsx'
import { UserMenu } from './UserMenu.tsx'

function CartLink() {
  const { count } = useCart()
  return (
    <Link to="/cart" className="icon-button" aria-label={`Cart, ${countOf(count, 'item')}`}>
      <Icon name="bag" />
      {count > 0 && <span className="count">{count}</span>}
    </Link>
  )
}

function MainNavigation() {
  const { user } = useSession()
  return (
    <nav className="main-nav" aria-label="Main">
      <NavLink to="/" end>
        Shop
      </NavLink>
      {user && !isStaff(user) && <NavLink to="/orders">My orders</NavLink>}
      {isStaff(user) && <NavLink to="/admin">Admin</NavLink>}
    </nav>
  )
}

/** The bar at the top: the shop's name, where to go, and what is the visitor's own. */
export function Header() {
  const { user, loading } = useSession()
  return (
    <header className="header">
      <Link to="/" className="brand" aria-label="Linden, to the shop">
        <span className="brand-mark">
          <Icon name="leaf" size={22} />
        </span>
        <span className="brand-name">Linden</span>
      </Link>
      <MainNavigation />
      <div className="header-tools">
        {user && <OrganisationSwitcher />}
        {user && <NotificationBell userId={user.id} />}
        <CartLink />
        {user && <UserMenu user={user} />}
        {!user && !loading && (
          <Link to="/login" className="button button-small">
            Sign in
          </Link>
        )}
      </div>
    </header>
  )
}
