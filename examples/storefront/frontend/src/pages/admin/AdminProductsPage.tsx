import { useCallback, useState } from 'react'
import { Link } from 'react-router'
import { SearchBox } from '../../components/catalog/SearchBox.tsx'
import { EmptyState } from '../../components/feedback/EmptyState.tsx'
import { Loading } from '../../components/feedback/Loading.tsx'
import { ErrorNotice } from '../../components/feedback/Notice.tsx'
import { SelectField } from '../../components/form/Field.tsx'
import { Paging } from '../../components/Paging.tsx'
import { useProducts } from '../../hooks/useProducts.ts'
import { useTitle } from '../../hooks/useTitle.ts'
import type { ProductStatus } from '../../types.ts'
import { DeleteProduct } from './DeleteProduct.tsx'
import { ProductTable } from './ProductTable.tsx'

function useProductList() {
  const [search, setSearch] = useState('')
  const [status, setStatus] = useState('')
  const [page, setPage] = useState(1)
  const products = useProducts({
    search: search || undefined,
    status: (status || undefined) as ProductStatus | undefined,
    page,
    limit: 20,
  })
  const onSearch = useCallback((text: string) => {
    setSearch(text)
    setPage(1)
  }, [])
  const onStatus = (value: string) => {
    setStatus(value)
    setPage(1)
  }
  return { products, search, onSearch, status, onStatus, setPage }
}

type ProductList = ReturnType<typeof useProductList>

function ListTools({ search, onSearch, status, onStatus }: ProductList) {
  return (
    <div className="toolbar">
      <SearchBox label="Search products" value={search} onSearch={onSearch} />
      <SelectField label="Status" value={status} onChange={event => onStatus(event.target.value)}>
        <option value="">All</option>
        <option value="draft">Draft</option>
        <option value="active">Active</option>
        <option value="archived">Archived</option>
      </SelectField>
    </div>
  )
}

function ListBody({ products, setPage }: ProductList) {
  const { data, error, isPending, refetch } = products
  if (isPending) return <Loading what="products" />
  if (error) return <ErrorNotice error={error} onRetry={refetch} />
  if (data.items.length === 0) return <EmptyState icon="search" title="No products found" />
  return (
    <>
      <ProductTable products={data.items} rowAction={product => <DeleteProduct product={product} />} />
      <Paging meta={data.meta} onPage={setPage} />
    </>
  )
}

/** All products, also those that are not for sale. */
export function AdminProductsPage() {
  const list = useProductList()
  useTitle('Products')
  return (
    <>
      <div className="page-head">
        <h1>Products</h1>
        <Link to="/admin/products/new" className="button">
          New product
        </Link>
      </div>
      <ListTools {...list} />
      <ListBody {...list} />
    </>
  )
}
