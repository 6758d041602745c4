import { HttpResponse, http } from 'msw'
import { setupWorker } from 'msw/browser'

export const worker = setupWorker(
  http.get('/api/lots', () => HttpResponse.json([{ id: 'a', free: 3 }])),
  http.post('/api/lots/:id/tickets', () => HttpResponse.json({ ok: true })),
  http.get('/api/mock-only', async () => fetch('/api/mock-passthrough')),
)
