import { Link } from './link.mts'

const canvas = document.createElement('canvas')
document.querySelector('#app')!.append(canvas)
const pen = canvas.getContext('2d')!
const link = new Link(location.pathname.slice(1))

link.onmessage = message => {
  switch (message.type) {
    case 'stroke':
      for (const [x, y] of message.points) pen.lineTo(x, y)
      pen.stroke()
      break
    case 'cursor':
      pen.fillText(message.user, message.x, message.y)
      break
    case 'cleared':
      pen.reset()
  }
}

let points: [number, number][] = []
canvas.onpointermove = e => points.push([e.offsetX, e.offsetY])
canvas.onpointerup = () => {
  link.send({ type: 'draw', points })
  points = []
}
canvas.ondblclick = () => link.send({ type: 'clear' })
setInterval(() => link.send({ type: 'ping' }), 30_000)
