import { useEffect } from 'react'
import { Outlet, useLocation } from 'react-router'
import { Header } from './Header.tsx'

/** The frame around every page. */
export function Layout() {
  const { pathname } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new page starts at its top
  useEffect(() => {
    window.scrollTo(0, 0)
  }, [pathname])
  return (
    <>
      <a className="skip-link" href="#content">
        Skip to the content
      </a>
      <Header />
      <main id="content" className="content">
        <Outlet />
      </main>
      <footer className="footer">
        <p>Linden, a sample shop.</p>
        <p className="muted">Nothing here is really for sale.</p>
      </footer>
    </>
  )
}
