import { useState } from 'react'

const post = async (path, body) => {
  const res = await fetch(`/backend/${path}`, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify(body ?? {}),
  })
  return res.json()
}

export default function Billing({ plans }) {
  const [busy, setBusy] = useState(false)

  async function subscribe(plan) {
    setBusy(true)
    const { url } = await post('billing/checkout-sessions', { price: plan.priceId, return_url: location.href })
    window.location.assign(url)
  }

  async function manage() {
    const session = await post('billing/portal-sessions')
    window.location.href = session.url
  }

  return (
    <div aria-busy={busy}>
      {plans.map(p => (
        <button key={p.priceId} onClick={() => subscribe(p)}>
          {p.name}
        </button>
      ))}
      <button onClick={manage}>Manage</button>
    </div>
  )
}

export async function getServerSideProps() {
  const plans = await fetch(`${process.env.API_ORIGIN}/backend/billing/plans`).then(r => r.json())
  return { props: { plans } }
}
