import { useEffect } from 'react'

/** Names the browser tab after the page. */
export function useTitle(title: string | undefined) {
  useEffect(() => {
    document.title = title ? `${title} · Linden` : 'Linden'
  }, [title])
}
