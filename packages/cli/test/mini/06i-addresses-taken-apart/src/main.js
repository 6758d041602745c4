import { ask, lastOf, link, shelf, versionOf } from './link.js'

document.querySelector('#go').addEventListener('click', event => {
  const { kiln } = event.target.dataset
  ask(link('kilns'))
  ask(link('kilns', kiln))
  ask(link('kilns', kiln, 'firings', { cone: event.target.value, limit: 20 }))
  shelf(event.target.checked)
  versionOf('/v2/glazes')
  lastOf('kilns.logs')
})
