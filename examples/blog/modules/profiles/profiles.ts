import { anyone, resource } from 'plinth'
import { users } from '../../schema.ts'

export default resource(users, {
  name: 'profiles',
  id: 'username',
  operations: ['get'],
  allow: { read: anyone },
  only: ['username', 'bio', 'image'],
  computed: ['following'],
})
