import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'

const get = path => fetch(`/api${path}`).then(answer => answer.json())

function Signposts() {
  const [page, setPage] = useState(1)
  const [signs, setSigns] = useState({ rows: [], pageCount: 1 })

  useEffect(() => {
    get(`/signposts/${page}`).then(setSigns)
  }, [page])

  return (
    <>
      {signs.rows.map(sign => (
        <p key={sign.id}>{sign.words}</p>
      ))}
      <button disabled={page >= signs.pageCount} onClick={() => setPage(page + 1)}>
        On
      </button>
    </>
  )
}

createRoot(document.getElementById('root')).render(<Signposts />)
