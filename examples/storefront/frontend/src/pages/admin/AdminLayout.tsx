import { NavLink, Outlet } from 'react-router'

/** The frame around the back office. */
export function AdminLayout() {
  return (
    <>
      <nav className="tabs" aria-label="Admin">
        <NavLink to="/admin/products">Products</NavLink>
        <NavLink to="/admin/orders">Orders</NavLink>
        <NavLink to="/admin/import">Import</NavLink>
        <NavLink to="/admin/documents">Documents</NavLink>
      </nav>
      <Outlet />
    </>
  )
}
