import { deliver, login, parcels, route } from './client'

const app = document.querySelector('#app')!

async function day() {
  await login(prompt('PIN') ?? '')
  for (const p of await parcels()) {
    const line = document.createElement('p')
    line.textContent = p.street
    line.onclick = () => route(p.depot, p.street)
    line.ondblclick = () => deliver(p.id, prompt('Name') ?? '')
    app.append(line)
  }
}

day()
