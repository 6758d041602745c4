import { useCallback } from 'react'
import { Filters } from '../components/catalog/Filters.tsx'
import { ProductCard } from '../components/catalog/ProductCard.tsx'
import { SearchBox } from '../components/catalog/SearchBox.tsx'
import { EmptyState } from '../components/feedback/EmptyState.tsx'
import { Loading } from '../components/feedback/Loading.tsx'
import { ErrorNotice } from '../components/feedback/Notice.tsx'
import { SelectField } from '../components/form/Field.tsx'
import { Icon } from '../components/Icon.tsx'
import { Paging } from '../components/Paging.tsx'
import { countOf } from '../format.ts'
import { useDisclosure } from '../hooks/useDisclosure.ts'
import { useProducts } from '../hooks/useProducts.ts'
import { type ShopParams, useShopSearch } from '../hooks/useShopSearch.ts'
import { useTitle } from '../hooks/useTitle.ts'

type Shop = ReturnType<typeof useShopSearch>

function Toolbar({ params, change }: Pick<Shop, 'params' | 'change'>) {
  const onSearch = useCallback((q: string) => change({ q }), [change])
  return (
    <div className="toolbar">
      <SearchBox label="Search products" value={params.q} onSearch={onSearch} />
      <SelectField label="Sort by" value={params.sort} onChange={event => change({ sort: event.target.value })}>
        <option value="-createdAt">Newest first</option>
        <option value="priceCents">Price, low to high</option>
        <option value="-priceCents">Price, high to low</option>
        <option value="name">Name</option>
      </SelectField>
    </div>
  )
}

function Sidebar({ params, change }: Pick<Shop, 'params' | 'change'>) {
  const { open, toggle, container } = useDisclosure<HTMLElement>()
  return (
    <aside ref={container} className={open ? 'sidebar sidebar-open' : 'sidebar'} aria-label="Filters">
      <button type="button" className="button button-quiet sidebar-toggle" aria-expanded={open} onClick={toggle}>
        <Icon name="filter" /> Filters
      </button>
      <Filters params={params} onChange={change} />
    </aside>
  )
}

function isFiltered({ q, category, min, max }: ShopParams): boolean {
  return [q, category, min, max].some(text => text !== '')
}

function Results({ params, search, change, reset }: Shop) {
  const { data, error, isPending, isPlaceholderData, refetch } = useProducts(search)
  if (isPending) return <Loading what="products" />
  if (error) return <ErrorNotice error={error} onRetry={refetch} />
  if (data.items.length === 0) {
    return (
      <EmptyState icon="search" title="No products found">
        <button type="button" className="button button-quiet" onClick={reset}>
          Clear search and filters
        </button>
      </EmptyState>
    )
  }
  return (
    <>
      <p className="result-count" role="status">
        {countOf(data.meta.total, 'product')}
        {isFiltered(params) && (
          <button type="button" className="text-button" onClick={reset}>
            Clear all
          </button>
        )}
      </p>
      <div className={isPlaceholderData ? 'grid grid-stale' : 'grid'}>
        {data.items.map(product => (
          <ProductCard key={product.id} product={product} />
        ))}
      </div>
      <Paging meta={data.meta} onPage={page => change({ page: String(page) })} />
    </>
  )
}

/** The shop: all products that are for sale, searched, filtered, sorted and paged through the address. */
export function ShopPage() {
  const shop = useShopSearch()
  useTitle(undefined)
  return (
    <>
      <div className="intro">
        <h1>Good things, made to last</h1>
        <p>A small shop for the rooms you live in. Every piece chosen for its makers and its years ahead.</p>
      </div>
      <div className="shop">
        <Sidebar {...shop} />
        <div className="shop-main">
          <Toolbar {...shop} />
          <Results {...shop} />
        </div>
      </div>
    </>
  )
}
