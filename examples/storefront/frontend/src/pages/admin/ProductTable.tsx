import type { ReactNode } from 'react'
import { Link } from 'react-router'
import { ProductArt } from '../../components/catalog/ProductArt.tsx'
import { Icon } from '../../components/Icon.tsx'
import { StatusBadge } from '../../components/StatusBadge.tsx'
import { formatDate, formatMoney } from '../../format.ts'
import type { Product } from '../../types.ts'

interface ProductTableProps {
  products: Product[]
  /** A button more at the end of each row. */
  rowAction: (product: Product) => ReactNode
}

function ProductRow({ product, children }: { product: Product; children: ReactNode }) {
  return (
    <tr>
      <td className="cell-main">
        <ProductArt name={product.name} imageUrl={product.imageUrl} />
        <span className="line-text">
          <Link to={`/admin/products/${product.id}`}>{product.name}</Link>
          <span className="muted">{product.slug}</span>
        </span>
      </td>
      <td data-label="Category">{product.category.name}</td>
      <td data-label="Price" className="number">
        {formatMoney(product.priceCents)}
      </td>
      <td data-label="Stock" className="number">
        {product.stock}
      </td>
      <td data-label="Status">
        <StatusBadge status={product.status} />
      </td>
      <td data-label="Updated">{formatDate(product.updatedAt)}</td>
      <td className="cell-actions">
        <Link to={`/admin/products/${product.id}`} className="icon-button" aria-label={`Edit ${product.name}`}>
          <Icon name="edit" />
        </Link>
        {children}
      </td>
    </tr>
  )
}

/** Products with all that the back office wants to see at a glance. */
export function ProductTable({ products, rowAction }: ProductTableProps) {
  return (
    <table className="table panel">
      <thead>
        <tr>
          <th scope="col">Product</th>
          <th scope="col">Category</th>
          <th scope="col" className="number">
            Price
          </th>
          <th scope="col" className="number">
            Stock
          </th>
          <th scope="col">Status</th>
          <th scope="col">Updated</th>
          <th scope="col">
            <span className="visually-hidden">Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {products.map(product => (
          <ProductRow key={product.id} product={product}>
            {rowAction(product)}
          </ProductRow>
        ))}
      </tbody>
    </table>
  )
}
