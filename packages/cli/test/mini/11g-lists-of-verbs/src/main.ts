import { Bottles, client } from './client'

client.get('/works/ovens', { hot: true }).then(({ data }) => console.log(data.length))
new Bottles().all()

document.querySelector('#blow')?.addEventListener('click', async () => {
  await client.post('/works/ovens', { degrees: 1100 })
  await client.put('/works/ovens/1', { door: 'open' })
})
