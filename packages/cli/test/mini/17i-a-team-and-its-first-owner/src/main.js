const open = document.querySelector('button')
const said = name => prompt(name)

open.addEventListener('click', () =>
  fetch('/api/sign-up', {
    method: 'POST',
    body: JSON.stringify({ teamName: said('Team'), ownerEmail: said('E-mail'), ownerPassword: said('Password') }),
  }),
)
