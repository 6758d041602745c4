import PulsingSocket from 'pulsing-socket'

const here = new URL(window.location.href)
const scheme = here.protocol === 'http:' ? 'ws' : 'wss'

// The page may be mounted anywhere.
const buoys = new PulsingSocket({
  url: `${scheme}://${here.hostname}:${here.port}${here.pathname}tides`,
  pulse: 'still there?',
})

buoys.onmessage = event => {
  const { type, height } = JSON.parse(event.data)
  if (type === 'rising') document.body.textContent = height
}

document.body.ondblclick = () => {
  window.location.href = 'manual/'
}
