import type { NextApiRequest, NextApiResponse } from 'next'

// while somebody works on the pages without the backend
export function answer(req: NextApiRequest, res: NextApiResponse, body: unknown) {
  if (process.env.NEXT_PUBLIC_MOCKS !== 'yes') return res.status(404).end()
  return res.status(req.method === 'POST' ? 201 : 200).json(body)
}
