import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { API, photos, thumb, whereItLies } from './api'
import logo from './logo.svg'

function sharpen({ currentTarget }, { id }) {
  currentTarget.onload = null
  currentTarget.src = `${API}/photos/${id}/original`
}

function Album({ id }) {
  const [list, setList] = useState([])
  useEffect(() => {
    photos(id).then(setList)
  }, [id])

  const print = () => window.open(`${API}/albums/${id}/sheet.pdf`, '_blank')

  return (
    <section>
      <img src={logo} alt="" />
      <img src="/static/banner.png" alt="" />
      <a href={`${API}/albums/${id}/archive`} download>
        Download all
      </a>
      <a href="/about">About</a>
      <button onClick={print}>Print</button>
      {list.map(p => (
        <figure key={p.id}>
          <img src={thumb(p)} alt={p.title} onLoad={e => sharpen(e, p)} />
          <img src={whereItLies(p.by.portrait)} alt="" />
          <iframe title="negative" src={whereItLies(p.negative)} />
          {p.clip && <video controls src={`/api/photos/${p.id}/clip`} poster={thumb(p, 640)} />}
        </figure>
      ))}
      <iframe title="map" src={`/api/albums/${id}/map`} />
      <div style={{ backgroundImage: `url(${API}/albums/${id}/cover)` }} />
    </section>
  )
}

createRoot(document.getElementById('root')).render(<Album id={location.pathname.split('/')[2]} />)
