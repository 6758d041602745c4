import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'

function Press() {
  const [isPressing, setPressing] = useState(false)
  const [stage, setStage] = useState('apples')

  useEffect(() => {
    let timer
    const look = async () => {
      if (!isPressing) return
      const press = await fetch('/api/press').then(r => r.json())
      if (press.status !== 'done') timer = setTimeout(look, 1000)
      else setPressing(false)
    }
    look()
    return () => clearTimeout(timer)
  }, [isPressing])

  useEffect(() => {
    if (stage === 'juice') fetch('/api/bottles').then(r => r.blob())
  }, [stage])

  if (isPressing) return <p>Pressing</p>
  if (stage === 'juice') return <p>Bottles</p>
  return (
    <div>
      <button onClick={() => setPressing(true)}>Press</button>
      <button onClick={() => setStage('juice')}>Fill</button>
    </div>
  )
}

createRoot(document.getElementById('root')).render(<Press />)
