import { createRoot } from 'react-dom/client'
import { Lots } from './Lots'

async function prepare() {
  if (import.meta.env.DEV && import.meta.env.VITE_MOCK) {
    const { worker } = await import('./mocks/browser')
    await worker.start()
  }
}

prepare().then(() => createRoot(document.getElementById('root')!).render(<Lots />))
