import { anyone, can, resource } from 'plinth'
import { categories } from '../../schema.ts'

export default resource(categories, {
  allow: { read: anyone, write: can('categories:write') },
  sort: ['name'],
  size: 1000,
})
