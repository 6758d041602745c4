import axios from 'axios'
import { useState } from 'react'
import { createRoot } from 'react-dom/client'

const http = axios.create({ baseURL: '/api' })

function Bread({ bread }) {
  const [loaf, setLoaf] = useState(bread)
  const [liked, setLiked] = useState(false)

  async function save() {
    const [method, url] = loaf.id ? ['put', `/breads/${loaf.id}`] : ['post', '/breads']
    const { data } = await http({ method, url, data: { name: loaf.name, grams: loaf.grams } })
    setLoaf(data)
  }

  const like = () => {
    http[liked ? 'delete' : 'post'](`/breads/${loaf.id}/like`)
    setLiked(!liked)
  }

  const list = sold => http.get(sold ? '/breads/sold' : '/breads/fresh')

  const toggle = () =>
    fetch(`/api/breads/${loaf.id}/${loaf.hidden ? 'show' : 'hide'}`, { method: loaf.hidden ? 'DELETE' : 'PUT' })

  return (
    <>
      <input value={loaf.name} onChange={e => setLoaf({ ...loaf, name: e.target.value })} />
      <button onClick={save}>Save</button>
      <button onClick={like}>{liked ? '♥' : '♡'}</button>
      <button onClick={() => list(true)}>Sold</button>
      <button onClick={() => list(false)}>Fresh</button>
      <button onClick={toggle}>Toggle</button>
    </>
  )
}

createRoot(document.getElementById('root')).render(<Bread bread={{ name: '', grams: 500 }} />)
