import { Almanac, lazily, Moon, once, shared } from './kept.js'

const almanac = new Almanac()
const moon = new Moon()

document.querySelector('#go').addEventListener('click', async event => {
  await once('/api/tides')
  await once('/api/currents')
  await shared('/api/harbours')
  await shared(`/api/harbours/${event.target.dataset.harbour}/berths`)
  await lazily('/api/buoys')
  await almanac.year()
  await moon.load()
})
