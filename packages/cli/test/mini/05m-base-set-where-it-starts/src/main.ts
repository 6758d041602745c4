import { boxes, letters } from './client/letters'
import { Settings } from './client/settings'

Settings.BASE = '/post/v2'

letters.all().then(list => console.log(list.length))
boxes('')
boxes('/harbour')
document.querySelector('#letters')?.addEventListener('click', () => letters.send('Ada', 'Hello'))
document.querySelector<HTMLInputElement>('#stamp')?.addEventListener('change', event => {
  const [picture] = (event.target as HTMLInputElement).files ?? []
  if (picture) letters.stamp(picture)
})
