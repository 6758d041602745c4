import { Client } from '@stomp/stompjs'
import SockJS from 'sockjs-client'
import Stomp from 'stompjs'

const beam = document.querySelector('#beam') as HTMLElement

const client = new Client({
  webSocketFactory: () => new SockJS('/api/ws'),
  connectHeaders: { Authorization: `Bearer ${localStorage.getItem('token')}` },
  reconnectDelay: 5000,
})
client.onConnect = () => {
  client.subscribe(`/topic/ships/${beam.dataset.harbour}`, message => {
    const ship = JSON.parse(message.body)
    beam.textContent = `${ship.name} at ${ship.bearing}`
  })
  client.subscribe('/user/queue/warnings', ({ body }) => window.alert(JSON.parse(body).text))
}
client.activate()
beam.onclick = () => {
  client.publish({ destination: '/app/signal', body: JSON.stringify({ colour: 'red', seconds: 3 }) })
}

const fog = Stomp.client(`ws://${location.host}/fog`)
fog.connect({}, async () => {
  const horns: { id: string }[] = await fetch('/api/horns').then(answer => answer.json())
  for (const horn of horns) fog.send(`/app/horns/${horn.id}`, {}, JSON.stringify({ loud: true }))
})
