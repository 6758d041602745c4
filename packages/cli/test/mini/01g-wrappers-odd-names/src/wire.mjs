// level 1: one place that talks
function talk(verb, where, what) {
  const init = { method: verb, headers: { accept: 'application/json' } }
  if (what !== undefined) {
    init.headers['content-type'] = 'application/json'
    init.body = JSON.stringify(what)
  }
  return window.fetch('/fleet-api' + where, init)
}

// level 2
const mumble = (where) => talk('GET', where).then((r) => r.json())
const shout = (where, what) => talk('POST', where, what).then((r) => r.json())
const erase = talk.bind(null, 'DELETE')

// level 3
export const vans = {
  all: () => mumble('/vans'),
  one: (plate) => mumble('/vans/' + plate),
  assign(plate, driver) {
    return shout('/vans/' + plate + '/driver', { driver })
  },
  free: (plate) => erase('/vans/' + plate + '/driver'),
}

export const depot = (id) => ({
  park: (plate) => shout(`/depots/${id}/vans`, { plate, since: new Date().toISOString() }),
})
