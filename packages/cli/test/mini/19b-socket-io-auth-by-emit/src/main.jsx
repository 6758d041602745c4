import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { Events, handle, socket } from './socket'

function Game() {
  const [score, setScore] = useState(501)
  const [players, setPlayers] = useState([])
  const [chat, setChat] = useState([])

  useEffect(() => {
    socket.connect()
    socket.on('authenticated', ({ players }) => setPlayers(players))
    socket.on(Events.SCORE, s => setScore(s.left))
    const offs = [
      handle('player-joined', p => setPlayers(all => [...all, p])),
      handle('chat', m => setChat(all => [...all, m.text])),
    ]
    return () => {
      offs.forEach(off => off())
      socket.off(Events.SCORE)
      socket.disconnect()
    }
  }, [])

  const throwDart = field => socket.emit(Events.THROW, { field, at: Date.now() })
  const leave = () => socket.emit('leave', ok => ok && location.reload())

  return (
    <>
      <h1>{score}</h1>
      {players.map(p => (
        <b key={p.id}>{p.name}</b>
      ))}
      <button onClick={() => throwDart(20)}>20</button>
      <button onClick={leave}>Leave</button>
      {chat.join('\n')}
    </>
  )
}

createRoot(document.getElementById('root')).render(<Game />)
