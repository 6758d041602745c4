const otters = {}
const keep = otter => {
  otters[otter.tag] = otter
}

function meet(tag) {
  keep({ tag, asleep: false })
  fetch(`/api/otters/${tag}`)
    .then(answer => answer.json())
    .then(keep)
}

const seen = location.hash.slice(1)
meet(seen)
// Who is not known is written down beside those who are kept by their tags.
keep({ tag: 'STRANGER', asleep: false })

function show(tag) {
  const button = document.querySelector('button')
  if (otters[tag].asleep) button.onclick = () => fetch(`/api/otters/${tag}/wake`, { method: 'POST' })
  else button.onclick = () => fetch(`/api/otters/${tag}/feed`, { method: 'POST' })
}

show(document.querySelector('.bank') ? seen : 'STRANGER')
