import * as signalR from '@microsoft/signalr'

const kitchen = new signalR.HubConnectionBuilder()
  .configureLogging(signalR.LogLevel.Warning)
  .withUrl('https://localhost:7044/hubs/kitchen', {
    accessTokenFactory: async () => (await fetch('/api/tickets', { method: 'POST' })).text(),
  })
  .withAutomaticReconnect()
  .build()

kitchen.on('OrderPlaced', order => {
  const line = document.createElement('li')
  line.textContent = `${order.table}: ${order.dish}`
  document.querySelector('#orders')!.append(line)
})

kitchen.onreconnected(() => fetch('/api/orders'))

document.querySelector('#ready')!.addEventListener('click', () => kitchen.invoke('MarkReady', { table: 4 }))

kitchen.start().catch(() => undefined)
