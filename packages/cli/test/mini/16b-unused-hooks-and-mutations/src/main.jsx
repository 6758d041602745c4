import { QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { createRoot } from 'react-dom/client'
import { Heaps } from './Heaps'

createRoot(document.getElementById('root')).render(
  <QueryClientProvider client={new QueryClient()}>
    <Heaps />
  </QueryClientProvider>,
)
