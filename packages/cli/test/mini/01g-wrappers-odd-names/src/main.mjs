import { depot, vans } from './wire.mjs'

const root = document.querySelector('#app')

async function draw() {
  const list = await vans.all()
  root.replaceChildren(
    ...list.map((v) => {
      const row = document.createElement('button')
      row.textContent = v.plate
      row.onclick = () => show(v.plate)
      return row
    }),
  )
}

async function show(plate) {
  const van = await vans.one(plate)
  const driver = prompt('Driver of ' + van.plate, van.driver ?? '')
  if (driver) await vans.assign(plate, driver)
  else await vans.free(plate)
  await depot(van.depotId).park(plate)
  draw()
}

draw()
