import { client, rename } from './client'

const list = document.querySelector('#list')

/** Whether a picture is there, and how large it is. */
function weigh(url, done) {
  const request = new XMLHttpRequest()
  request.open('HEAD', url, true)
  request.onload = () => done(request.getResponseHeader('content-length'))
  request.send(null)
}

async function show() {
  const { data } = await client.get('/plants')
  for (const plant of data) {
    const row = document.createElement('li')
    row.textContent = plant.name
    row.onclick = () => rename('plants', plant.id, prompt('Name'))
    row.oncontextmenu = () => rename(plant.shelf, plant.id, prompt('Name'))
    weigh(`/${plant.picture.path}`, size => row.append(size))
    list.append(row)
  }
}

fetch(window.settings.HEALTH_URL + '/status')
client.get(window.settings.HEALTH_URL + '/ping')
show()
