import { anyone, can, resource, slugify, where } from 'plinth'
import { products } from '../../schema.ts'

export default resource(products, {
  allow: { read: where({ status: 'active' }).or(can('products:write')), write: can('products:write') },
  filter: ['categoryId', 'priceCents', 'status'],
  sort: ['createdAt', 'name', 'priceCents'],
  search: ['name', 'description'],
  include: ['category'],
  before: {
    create: ({ input }) => ({ ...input, slug: input.slug ?? slugify(input.name) }),
  },
})
