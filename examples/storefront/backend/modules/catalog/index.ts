import { module } from 'plinth'
import { categories as categoriesTable, products as productsTable } from '../../schema.ts'
import categories from './categories.ts'
import products from './products.ts'

/** Categories and products. */
export const catalog = module('catalog', {
  tables: [categoriesTable, productsTable],
  resources: [categories, products],
})
