import { QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'

// a wallet-like device on this page; not a server
const device = { connect: () => {}, on: (event, fn) => window.addEventListener(event, fn) }

function Pool() {
  const lanes = useQuery({
    queryKey: ['lanes'],
    queryFn: () => fetch('/api/lanes').then(r => r.json()),
    refetchInterval: 60000,
  })
  // a button that waits, not work of the server
  const [isExporting, setIsExporting] = useState(false)
  const { data } = useQuery({
    queryKey: ['water'],
    queryFn: () => fetch('/api/water').then(r => r.json()),
    refetchInterval: 5000,
  })
  const [swimmers, setSwimmers] = useState(0)

  useEffect(() => {
    device.on('connect', () => console.log('on'))
    const channel = new BroadcastChannel('pool')
    channel.onmessage = e => setSwimmers(e.data)
    const timer = setInterval(async () => {
      const { count } = await (await fetch('/api/swimmers')).json()
      setSwimmers(count)
      channel.postMessage(count)
    }, 2000)
    return () => {
      clearInterval(timer)
      channel.close()
    }
  }, [])

  return (
    <p>
      {data?.celsius} °C, {swimmers} swimmers, lane one is {lanes.data?.first.status}
      <button disabled={isExporting} onClick={() => setIsExporting(true)}>
        {isExporting ? 'Exporting' : 'Export'}
      </button>
    </p>
  )
}

createRoot(document.getElementById('root')).render(
  <QueryClientProvider client={new QueryClient()}>
    <Pool />
  </QueryClientProvider>,
)
