async function reserve(berth) {
  const res = await fetch('/api/berths', { method: 'POST', body: JSON.stringify({ berth }) })
  const { data } = await res.json()
  return { paymentUrl: data.paymentUrl || null }
}

document.querySelector('button').addEventListener('click', async () => {
  const { paymentUrl } = await reserve(prompt('Which?'))
  if (paymentUrl) window.location.href = paymentUrl
})
