import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { page, quotes } from './pages'

function Quotes({ author }: { author: string }) {
  const [items, setItems] = useState<{ id: number; text: string }[]>([])
  const [next, setNext] = useState<string>()

  useEffect(() => {
    quotes(author).then(p => {
      setItems(p.items)
      setNext(p.next)
    })
  }, [author])

  async function more() {
    const p = await page<{ id: number; text: string }>(next!)
    setItems(all => [...all, ...p.items])
    setNext(p.next)
  }

  return (
    <>
      {items.map(q => (
        <blockquote key={q.id}>{q.text}</blockquote>
      ))}
      {next && <button onClick={more}>More</button>}
    </>
  )
}

createRoot(document.getElementById('root')!).render(<Quotes author={location.hash.slice(1)} />)
