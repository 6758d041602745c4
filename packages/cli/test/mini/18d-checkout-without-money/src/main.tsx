import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'

interface Book {
  id: number
  title: string
  subscription?: string
}

// books are checked out for three weeks; nobody pays
function Desk() {
  const [books, setBooks] = useState<Book[]>([])

  useEffect(() => {
    fetch('/api/books?shelf=new')
      .then(r => r.json())
      .then(setBooks)
  }, [])

  const checkout = (card: string, ids: number[]) =>
    fetch('/api/checkout', { method: 'POST', body: JSON.stringify({ card, books: ids, days: 21 }) })

  const subscribe = (id: number) => fetch(`/api/books/${id}/subscription`, { method: 'PUT' })

  return (
    <>
      {books.map(b => (
        <p key={b.id} onClick={() => subscribe(b.id)}>
          {b.title}
        </p>
      ))}
      <button onClick={() => checkout(prompt('Card number') ?? '', books.map(b => b.id))}>Check out</button>
    </>
  )
}

createRoot(document.getElementById('root')!).render(<Desk />)
