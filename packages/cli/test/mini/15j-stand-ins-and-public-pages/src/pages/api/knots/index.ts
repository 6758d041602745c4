import type { NextApiRequest, NextApiResponse } from 'next'
import { answer } from '../../../standing-in/answer'

export default function handler(req: NextApiRequest, res: NextApiResponse) {
  return answer(req, res, [{ id: 'bowline', turns: 3 }])
}
