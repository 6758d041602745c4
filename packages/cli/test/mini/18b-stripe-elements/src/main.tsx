import { Elements, PaymentElement, useElements, useStripe } from '@stripe/react-stripe-js'
import { loadStripe } from '@stripe/stripe-js'
import { type FormEvent, useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'

const key = import.meta.env.VITE_STRIPE_KEY || ''
const stripePromise = key ? loadStripe(key) : null

function Form({ intent }: { intent: string }) {
  const stripe = useStripe()
  const elements = useElements()
  const [message, setMessage] = useState('')

  async function submit(e: FormEvent) {
    e.preventDefault()
    if (!stripe || !elements) return
    const { error } = await stripe.confirmPayment({
      elements,
      confirmParams: { return_url: `${location.origin}/thanks` },
    })
    if (error) {
      setMessage(error.message ?? '')
      await fetch(`/api/donations/${intent}/failures`, { method: 'POST', body: JSON.stringify({ code: error.code }) })
    }
  }

  return (
    <form onSubmit={submit}>
      <PaymentElement />
      <button>Donate</button> {message}
    </form>
  )
}

function Donate() {
  const [intent, setIntent] = useState<{ clientSecret: string; id: string }>()
  useEffect(() => {
    if (!stripePromise) return
    fetch('/api/donations', { method: 'POST', body: JSON.stringify({ amount: 2000, currency: 'eur' }) })
      .then(r => r.json())
      .then(setIntent)
  }, [])
  if (!intent) return null
  return (
    <Elements stripe={stripePromise} options={{ clientSecret: intent.clientSecret }}>
      <Form intent={intent.id} />
    </Elements>
  )
}

createRoot(document.getElementById('root')!).render(<Donate />)
