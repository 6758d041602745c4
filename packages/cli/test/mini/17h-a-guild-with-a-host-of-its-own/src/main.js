const open = document.querySelector('button')
const said = name => prompt(name)

open.addEventListener('click', () =>
  fetch('/api/guilds/open', {
    method: 'POST',
    body: JSON.stringify({ guildName: said('Guild'), subdomain: said('Host'), masterEmail: said('E-mail') }),
  }),
)
