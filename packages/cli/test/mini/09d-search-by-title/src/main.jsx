import axios from 'axios'
import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'

const http = axios.create({ baseURL: '/api' })

function Songs() {
  const [songs, setSongs] = useState([])
  const [title, setTitle] = useState('')
  useEffect(() => {
    http.get('/songs').then(({ data }) => setSongs(data))
  }, [])
  const search = () => http.get(`/songs?title=${title}`).then(({ data }) => setSongs(data))
  return (
    <div>
      <input type="text" placeholder="Search by title" value={title} onChange={event => setTitle(event.target.value)} />
      <button onClick={search}>Search</button>
      {songs.map(song => <p key={song.id}>{song.title}</p>)}
    </div>
  )
}

createRoot(document.getElementById('root')).render(<Songs />)
