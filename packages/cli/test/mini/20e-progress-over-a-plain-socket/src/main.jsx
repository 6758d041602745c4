import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'

function Press() {
  const [sheet, setSheet] = useState(null)

  useEffect(() => {
    // Every message is about the sheet that is in the press; none has a name.
    const socket = new WebSocket(`wss://${location.host}/press/feed`)
    socket.onmessage = message => setSheet(JSON.parse(message.data))
    return () => socket.close()
  }, [])

  return (
    <>
      <button onClick={() => fetch('/press/sheets', { method: 'POST', body: JSON.stringify({ copies: 2 }) })}>Press</button>
      {sheet && (
        <p>
          {sheet.status} {sheet.progress} %
        </p>
      )}
    </>
  )
}

createRoot(document.getElementById('root')).render(<Press />)
