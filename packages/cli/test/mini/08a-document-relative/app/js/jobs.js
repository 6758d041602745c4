// the page lives at the root of the app, this file in js/
function load() {
  fetch('api/jobs').then(function (r) { return r.json() }).then(function (jobs) {
    document.getElementById('jobs').innerHTML = jobs.map(function (j) {
      return '<li><img src="api/jobs/' + j.id + '/icon"> ' + j.command + ' <a href="./api/jobs/' + j.id + '/output" download>output</a></li>'
    }).join('')
  })
}

function stop(id) {
  return fetch('./api/jobs/' + id, { method: 'DELETE' })
}

window.addEventListener('keydown', function (e) {
  if (e.key === 'Escape') stop('current').then(load)
})

load()
