import type { Category, Product, ProductInput, ProductStatus } from '../types.ts'
import { api } from './client.ts'

/** The orders in which a list of products can be asked for. */
export type ProductSort = '-createdAt' | 'priceCents' | '-priceCents' | 'name'

/** What to look for. Prices are in cents; what is left out is not filtered. */
export interface ProductSearch {
  search?: string | undefined
  categoryId?: string | undefined
  status?: ProductStatus | undefined
  minPrice?: number | undefined
  maxPrice?: number | undefined
  /** Default `-createdAt`: the newest first. */
  sort?: ProductSort | undefined
  /** From 1. */
  page?: number | undefined
  /** Products per page. Default 12. */
  limit?: number | undefined
}

/** One page of products, each with its category. */
export function listProducts({ minPrice, maxPrice, ...search }: ProductSearch) {
  return api.list<Product>('/products', {
    search: search.search,
    categoryId: search.categoryId,
    status: search.status,
    'priceCents[gte]': minPrice,
    'priceCents[lte]': maxPrice,
    sort: search.sort ?? '-createdAt',
    page: search.page ?? 1,
    limit: search.limit ?? 12,
    include: 'category',
  })
}

/** One product with its category. */
export function getProduct(id: string) {
  return api.get<Product>(`/products/${id}`, { include: 'category' })
}

/** Adds a product. For admins and managers. */
export function createProduct(input: ProductInput) {
  return api.post<Product>('/products', input)
}

/** Changes the given fields of a product. For admins and managers. */
export function updateProduct(id: string, input: Partial<ProductInput>) {
  return api.patch<Product>(`/products/${id}`, input)
}

/** Removes a product. For admins and managers. */
export function deleteProduct(id: string) {
  return api.delete(`/products/${id}`)
}

/** All categories. */
export function listCategories() {
  return api.get<Category[]>('/categories')
}
