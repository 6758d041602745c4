export type Incoming =
  | { type: 'stroke'; points: [number, number][] }
  | { type: 'cursor'; user: string; x: number; y: number }
  | { type: 'cleared' }

export type Outgoing = { type: 'draw'; points: [number, number][] } | { type: 'clear' } | { type: 'ping' }

export class Link {
  private ws!: WebSocket
  onmessage: (message: Incoming) => void = () => {}

  constructor(private readonly board: string) {
    this.open()
  }

  private open() {
    const protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'
    this.ws = new WebSocket(`${protocol}//${location.host}/ws/boards/${this.board}?session=${sessionStorage.id}`)
    this.ws.onmessage = event => this.onmessage(JSON.parse(event.data))
    this.ws.onclose = () => setTimeout(() => this.open(), 2000)
  }

  send(message: Outgoing) {
    if (this.ws.readyState === WebSocket.OPEN) this.ws.send(JSON.stringify(message))
  }
}
