import { client } from './client.js'
import { berths } from './berths.js'
import { tides } from './tides.js'

const kept = localStorage.getItem('HARBOUR')
if (kept !== null) {
  window.HARBOUR = kept
}
if (window.HARBOUR.endsWith('/')) {
  window.HARBOUR = window.HARBOUR.slice(0, -1)
}

/** The address as a whole, for other programs. */
function complete(given) {
  let address = given
  if (address.startsWith('/')) address = window.location.host + address
  if (!/^https?:\/\//.test(address)) address = `${window.location.protocol}//${address}`
  window.HARBOUR = new URL(address).toString()
}

complete(window.HARBOUR)
client()
  .get('/ships')
  .then(answer => {
    document.title = answer.data.name
  })
client().post('/ships', { name: document.querySelector('#name').value })
berths()
tides()
