import { useState } from 'react'
import { request } from 'umi'

export default () => {
  const [bill, setBill] = useState()
  const pay = async amount => setBill(await request('/api/bill/pay', { method: 'POST', data: { amount } }))
  return { bill, pay }
}
