import { useEffect, useRef, useState } from 'react'
import { useLocation } from 'react-router'

/** Something that opens under a button, and closes on Escape, on a click elsewhere and on a new page. */
export function useDisclosure<Container extends HTMLElement>() {
  const [open, setOpen] = useState(false)
  const container = useRef<Container>(null)
  const { pathname } = useLocation()

  // biome-ignore lint/correctness/useExhaustiveDependencies: the path is what closes it
  useEffect(() => {
    setOpen(false)
  }, [pathname])

  useEffect(() => {
    if (!open) return
    const closed = new AbortController()
    const { signal } = closed
    document.addEventListener('keydown', event => event.key === 'Escape' && setOpen(false), { signal })
    document.addEventListener(
      'pointerdown',
      event => !container.current?.contains(event.target as Node) && setOpen(false),
      { signal },
    )
    return () => closed.abort()
  }, [open])

  return { open, toggle: () => setOpen(was => !was), close: () => setOpen(false), container }
}
