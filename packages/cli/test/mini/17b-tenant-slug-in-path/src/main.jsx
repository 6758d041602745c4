import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter, Link, Route, Routes, useParams } from 'react-router-dom'

const json = r => r.json()

function useWorkspace() {
  const { workspace } = useParams()
  return (path, init) => fetch(`/api/workspaces/${workspace}${path}`, init).then(json)
}

function Workspaces() {
  const [all, setAll] = useState([])
  useEffect(() => {
    fetch('/api/workspaces').then(json).then(setAll)
  }, [])
  return all.map(w => (
    <Link key={w.slug} to={`/${w.slug}`}>
      {w.name}
    </Link>
  ))
}

function Board() {
  const call = useWorkspace()
  const [cards, setCards] = useState([])
  useEffect(() => {
    call('/cards').then(setCards)
    call('/members')
  }, [])
  const invite = email => call('/invitations', { method: 'POST', body: JSON.stringify({ email }) })
  return (
    <>
      {cards.map(c => (
        <p key={c.id}>{c.text}</p>
      ))}
      <button onClick={() => invite(prompt('Email'))}>Invite</button>
    </>
  )
}

createRoot(document.getElementById('root')).render(
  <BrowserRouter>
    <Routes>
      <Route path="/" element={<Workspaces />} />
      <Route path="/:workspace" element={<Board />} />
    </Routes>
  </BrowserRouter>,
)
