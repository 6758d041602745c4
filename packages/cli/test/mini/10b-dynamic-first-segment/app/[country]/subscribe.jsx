'use client'

export default function Subscribe({ country }) {
  async function submit(event) {
    event.preventDefault()
    await fetch(`/${country}/newsletter`, {
      method: 'POST',
      body: JSON.stringify({ email: event.target.elements.email.value }),
    })
  }
  return (
    <form onSubmit={submit}>
      <input name="email" type="email" />
      <button>Subscribe</button>
    </form>
  )
}
