const said = name => prompt(name)

document.querySelector('#write').addEventListener('click', () =>
  fetch('/api/posts', { method: 'POST', body: JSON.stringify({ name: said('Title'), slug: said('Address') }) }),
)

// whom they sell to: rows, and nobody's own data
document.querySelector('#sell').addEventListener('click', () =>
  fetch('/api/companies', { method: 'POST', body: JSON.stringify({ name: said('Company'), phone: said('Phone') }) }),
)
