import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { cancel, follow, forget, type Render, start } from './jobs'

function Mapper() {
  const [render, setRender] = useState<Render>()

  async function go() {
    const job = await start('harbour', 25000)
    setRender(job)
    const end = await follow(job.id, setRender)
    if (end.result) window.open(end.result.url)
  }

  return (
    <>
      <button onClick={go}>Render</button>
      {render && (
        <>
          <progress value={render.progress} max={100} /> {render.state}
          <button onClick={() => cancel(render.id)}>Cancel</button>
          <button onClick={() => forget(render.id).then(() => setRender(undefined))}>Delete</button>
        </>
      )}
    </>
  )
}

createRoot(document.getElementById('root')!).render(<Mapper />)
