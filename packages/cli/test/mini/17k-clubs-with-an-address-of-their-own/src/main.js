const said = name => prompt(name)

document.querySelector('#found').addEventListener('click', () =>
  fetch('/api/admin/organizations', {
    method: 'POST',
    body: JSON.stringify({ name: said('Club'), slug: said('Address') }),
  }),
)

document.querySelector('#write').addEventListener('click', () =>
  fetch('/api/posts', { method: 'POST', body: JSON.stringify({ title: said('Title'), slug: said('Address') }) }),
)
