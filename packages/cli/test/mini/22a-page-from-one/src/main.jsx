import axios from 'axios'
import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'

const PER_PAGE = 25

function Mills() {
  const [page, setPage] = useState(1)
  const [mills, setMills] = useState([])
  const [pages, setPages] = useState(1)

  useEffect(() => {
    axios.get('/api/mills', { params: { page, per_page: PER_PAGE } }).then(({ data: { data, meta } }) => {
      setMills(data)
      setPages(Math.ceil(meta.total / PER_PAGE))
    })
  }, [page])

  return (
    <>
      {mills.map(m => (
        <p key={m.id}>{m.name}</p>
      ))}
      <button disabled={page === 1} onClick={() => setPage(p => p - 1)}>
        Previous
      </button>
      {page} / {pages}
      <button disabled={page >= pages} onClick={() => setPage(p => p + 1)}>
        Next
      </button>
    </>
  )
}

createRoot(document.getElementById('root')).render(<Mills />)
