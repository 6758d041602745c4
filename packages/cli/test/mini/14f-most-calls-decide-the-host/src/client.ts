const SERVICE = 'https://tides-app.example.net/service/v2'

export class Client {
  ports = () => this.get('/ports')
  port = (code: string) => this.get(`/ports/${code}`)
  tides = (code: string, day: string) => this.get(`/ports/${code}/tides?day=${day}`)
  report = (code: string, metres: number) => this.post(`/ports/${code}/reports`, { metres })

  moon = () => fetch('https://moon.example.org/api/phase').then(r => r.json())

  flood = (told: (warning: MessageEvent) => void) => {
    const socket = new WebSocket('wss://tides-app.example.net/floods')
    socket.onmessage = told
  }

  private get(path: string) {
    return fetch(SERVICE + path).then(r => r.json())
  }

  private post(path: string, body: object) {
    return fetch(SERVICE + path, { method: 'POST', body: JSON.stringify(body) })
  }
}
