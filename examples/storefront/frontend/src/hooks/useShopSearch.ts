import { useCallback } from 'react'
import { useSearchParams } from 'react-router'
import type { ProductSearch, ProductSort } from '../api/products.ts'

const sorts: readonly ProductSort[] = ['-createdAt', 'priceCents', '-priceCents', 'name']

/** What the address of the shop page says. Prices in the address are in whole currency units. */
export interface ShopParams {
  q: string
  category: string
  min: string
  max: string
  sort: ProductSort
  page: number
}

function readParams(params: URLSearchParams): ShopParams {
  const text = (name: string) => params.get(name) ?? ''
  return {
    q: text('q'),
    category: text('category'),
    min: text('min'),
    max: text('max'),
    sort: sorts.find(sort => sort === text('sort')) ?? '-createdAt',
    page: Math.max(1, Number.parseInt(text('page'), 10) || 1),
  }
}

function cents(text: string): number | undefined {
  const amount = Number.parseFloat(text)
  return Number.isFinite(amount) && amount >= 0 ? Math.round(amount * 100) : undefined
}

function toSearch({ q, category, min, max, sort, page }: ShopParams): ProductSearch {
  return {
    search: q || undefined,
    categoryId: category || undefined,
    status: 'active',
    minPrice: cents(min),
    maxPrice: cents(max),
    sort,
    page,
  }
}

/** The product search kept in the address, so that it can be shared and survives Back. */
export function useShopSearch() {
  const [searchParams, setSearchParams] = useSearchParams()
  const params = readParams(searchParams)

  /** Changes some of the search; any change but of the page goes back to page 1. */
  const change = useCallback(
    (changes: Partial<Record<keyof ShopParams, string>>) => {
      setSearchParams(current => {
        const next = new URLSearchParams(current)
        next.delete('page')
        for (const [name, value] of Object.entries(changes)) {
          if (value) next.set(name, value)
          else next.delete(name)
        }
        return next
      })
    },
    [setSearchParams],
  )

  const reset = useCallback(() => setSearchParams({}), [setSearchParams])
  return { params, search: toSearch(params), change, reset }
}
