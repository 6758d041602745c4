import { QueryClientProvider } from '@tanstack/react-query'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { BrowserRouter } from 'react-router'
import { App } from './App.tsx'
import { createQueryClient } from './queryClient.ts'
import './styles/base.css'
import './styles/controls.css'
import './styles/header.css'
import './styles/page.css'
import './styles/shop.css'
import './styles/orders.css'
import './styles/admin.css'

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={createQueryClient()}>
        {/* The filters are controlled by the address: as a transition, a radio would jump back before it is set. */}
        <BrowserRouter useTransitions={false}>
          <App />
        </BrowserRouter>
      </QueryClientProvider>
    </StrictMode>,
  )
}
