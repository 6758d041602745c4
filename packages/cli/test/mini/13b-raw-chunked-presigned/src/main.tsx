import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import { chunked, presigned, raw } from './upload'

function Vault() {
  const [done, setDone] = useState(0)
  return (
    <>
      <input type="file" multiple onChange={e => raw(location.hash.slice(1), e.target.files!)} />
      <input type="file" onChange={e => chunked(e.target.files![0], setDone)} />
      <input type="file" onChange={e => presigned(e.target.files![0])} />
      <progress value={done} />
    </>
  )
}

createRoot(document.getElementById('root')!).render(<Vault />)
