import { Link, useParams } from 'react-router'
import { Loading } from '../../components/feedback/Loading.tsx'
import { ErrorNotice } from '../../components/feedback/Notice.tsx'
import { useProduct } from '../../hooks/useProducts.ts'
import { useTitle } from '../../hooks/useTitle.ts'
import { ProductForm } from './ProductForm.tsx'

/** Adds a product, or edits the one in the address. */
export function ProductFormPage() {
  const { id } = useParams()
  const { data: product, error, refetch } = useProduct(id)
  const title = id ? 'Edit product' : 'New product'
  useTitle(title)
  return (
    <>
      <Link to="/admin/products" className="back-link">
        All products
      </Link>
      <h1>{title}</h1>
      {error && <ErrorNotice error={error} onRetry={refetch} />}
      {id && !error && !product && <Loading what="product" />}
      {(!id || product) && <ProductForm key={id ?? 'new'} product={product} />}
    </>
  )
}
