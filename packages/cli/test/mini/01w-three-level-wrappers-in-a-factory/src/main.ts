import { hoist } from './hoist'

const north = hoist('north')
const { pick: look, swing } = hoist('south')

interface Box {
  no: string
  tons: number
}

async function shift() {
  const boxes = await north.pick<Box[]>('boxes')
  for (const box of boxes) {
    if (box.tons < 20) await north.change(`boxes/${box.no}`, { deck: 2 })
    else await north.place('heavy', { box: box.no })
  }
  const wind = await look<{ knots: number }>('wind')
  if (wind.knots < 30) await swing(90)
}

document.querySelector('#app')!.addEventListener('click', shift)
