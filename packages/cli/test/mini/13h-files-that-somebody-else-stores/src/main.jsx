import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { stored } from './store'

function NewBread() {
  const [file, setFile] = useState()
  const [shown, setShown] = useState('')

  function choose({ target }) {
    const reader = new FileReader()
    reader.onload = () => setShown(reader.result)
    reader.readAsDataURL(target.files[0])
    setFile(target.files[0])
  }

  async function bake() {
    const picture = await stored(file)
    await fetch('/api/breads', { method: 'POST', body: JSON.stringify({ name: prompt('Name'), picture }) })
  }

  return (
    <>
      <input type="file" onChange={choose} />
      <img src={shown} alt="" />
      <button onClick={bake}>Bake</button>
    </>
  )
}

createRoot(document.getElementById('root')).render(<NewBread />)
