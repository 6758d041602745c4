import { Link } from 'react-router'
import { formatMoney } from '../../format.ts'
import { useCart } from '../../hooks/useCart.ts'
import type { Product } from '../../types.ts'
import { Icon } from '../Icon.tsx'
import { ProductArt } from './ProductArt.tsx'
import { StockNote } from './StockNote.tsx'

/** A product in the grid of the shop. */
export function ProductCard({ product }: { product: Product }) {
  const { add } = useCart()
  return (
    <article className="card">
      <Link to={`/products/${product.id}`} className="card-link">
        <ProductArt name={product.name} imageUrl={product.imageUrl} />
        <span className="card-category">{product.category.name}</span>
        <h2>{product.name}</h2>
      </Link>
      <div className="card-foot">
        <span className="price">{formatMoney(product.priceCents)}</span>
        <StockNote stock={product.stock} />
        <button
          type="button"
          className="icon-button"
          aria-label={`Add ${product.name} to the cart`}
          disabled={product.stock === 0}
          onClick={() => add(product, 1)}
        >
          <Icon name="plus" />
        </button>
      </div>
    </article>
  )
}
