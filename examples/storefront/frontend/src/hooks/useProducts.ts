import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import {
  createProduct,
  deleteProduct,
  getProduct,
  listCategories,
  listProducts,
  type ProductSearch,
  updateProduct,
} from '../api/products.ts'
import type { ProductInput } from '../types.ts'

const products = ['products']

/** A page of products; keeps the last page on screen while the next one loads. */
export function useProducts(search: ProductSearch) {
  return useQuery({
    queryKey: [...products, 'list', search],
    queryFn: () => listProducts(search),
    placeholderData: keepPreviousData,
  })
}

/** One product. Not asked for while the id is missing. */
export function useProduct(id: string | undefined) {
  return useQuery({
    queryKey: [...products, 'one', id],
    queryFn: () => getProduct(id ?? ''),
    enabled: id !== undefined,
  })
}

/** All categories; they rarely change, so they are fresh for 5 minutes. */
export function useCategories() {
  return useQuery({ queryKey: ['categories'], queryFn: listCategories, staleTime: 5 * 60_000 })
}

/** Creates the product, or changes the one with this id. */
export function useSaveProduct(id: string | undefined) {
  const client = useQueryClient()
  return useMutation({
    mutationFn: (input: ProductInput) => (id ? updateProduct(id, input) : createProduct(input)),
    onSuccess: () => client.invalidateQueries({ queryKey: products }),
  })
}

/** Removes a product. */
export function useDeleteProduct() {
  const client = useQueryClient()
  return useMutation({
    mutationFn: deleteProduct,
    onSuccess: () => client.invalidateQueries({ queryKey: products }),
  })
}
