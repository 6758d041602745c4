import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'

const PAGES = {
  tides: { title: 'Tides' },
  moons: { title: 'Moons' },
  winds: { title: 'Winds' },
} as const

function Tides() {
  const [rows, setRows] = useState<{ at: string }[]>([])
  useEffect(() => {
    fetch('/api/tides').then(async response => setRows(await response.json()))
  }, [])
  return <p>{rows.map(row => row.at)}</p>
}

function Page({ of }: { of: string }) {
  const [words, setWords] = useState('')
  useEffect(() => {
    fetch(`/api/pages/${of}`).then(async response => setWords((await response.json()).words))
  }, [of])
  return <p>{words}</p>
}

function Almanac() {
  const [page, setPage] = useState<keyof typeof PAGES>('moons')
  return (
    <>
      {Object.entries(PAGES).map(([key, { title }]) => (
        <button key={key} onClick={() => setPage(key as keyof typeof PAGES)}>
          {title}
        </button>
      ))}
      {page === 'tides' && <Tides />}
      {page !== 'tides' && <Page of={page} />}
    </>
  )
}

const root = document.getElementById('root')
if (root) createRoot(root).render(<Almanac />)
