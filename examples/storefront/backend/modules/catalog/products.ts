import { can, nobody, resource, uniqueSlug, where } from 'plinth'
import { products } from '../../schema.ts'

export default resource(products, {
  allow: { read: where({ status: 'active' }).or(can('products:write')), write: can('products:write') },
  filter: ['categoryId', 'priceCents', 'status'],
  sort: ['createdAt', 'name', 'priceCents'],
  search: ['name', 'description'],
  include: ['category'],
  fields: { slug: { write: nobody } },
  before: {
    create: ({ input }) => ({ ...input, slug: uniqueSlug(input.name) }),
  },
})
