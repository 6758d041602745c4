import { useState } from 'react'
import { Link, useParams } from 'react-router'
import { ProductArt } from '../components/catalog/ProductArt.tsx'
import { StockNote } from '../components/catalog/StockNote.tsx'
import { Loading } from '../components/feedback/Loading.tsx'
import { ErrorNotice, Notice } from '../components/feedback/Notice.tsx'
import { QuantityPicker } from '../components/form/QuantityPicker.tsx'
import { formatMoney } from '../format.ts'
import { useCart } from '../hooks/useCart.ts'
import { useProduct } from '../hooks/useProducts.ts'
import { useTitle } from '../hooks/useTitle.ts'
import type { Product } from '../types.ts'

function Purchase({ product }: { product: Product }) {
  const { add } = useCart()
  const [quantity, setQuantity] = useState(1)
  const [added, setAdded] = useState(false)
  const soldOut = product.stock === 0

  function onAdd() {
    add(product, quantity)
    setAdded(true)
  }

  return (
    <>
      <div className="purchase">
        <QuantityPicker label="Quantity" value={quantity} max={Math.max(1, product.stock)} onChange={setQuantity} />
        <button type="button" className="button button-wide" disabled={soldOut} onClick={onAdd}>
          {soldOut ? 'Sold out' : 'Add to cart'}
        </button>
      </div>
      {added && (
        <Notice tone="success">
          In your cart. <Link to="/cart">View cart</Link>
        </Notice>
      )}
    </>
  )
}

function ProductDetails({ product }: { product: Product }) {
  return (
    <div className="product">
      <ProductArt name={product.name} imageUrl={product.imageUrl} />
      <div className="product-text">
        <Link to={`/?category=${product.categoryId}`} className="card-category">
          {product.category.name}
        </Link>
        <h1>{product.name}</h1>
        <p className="product-price">
          <span className="price">{formatMoney(product.priceCents)}</span>
          <StockNote stock={product.stock} />
        </p>
        <p className="product-description">{product.description}</p>
        <Purchase product={product} />
        <ul className="promises muted">
          <li>Sent within two days</li>
          <li>Thirty days to return it</li>
        </ul>
      </div>
    </div>
  )
}

/** One product, and the way into the cart. */
export function ProductPage() {
  const { id } = useParams()
  const { data: product, error, refetch } = useProduct(id)
  useTitle(product?.name)
  return (
    <>
      <Link to="/" className="back-link">
        Back to the shop
      </Link>
      {error && <ErrorNotice error={error} onRetry={refetch} />}
      {!error && !product && <Loading what="product" />}
      {product && <ProductDetails key={product.id} product={product} />}
    </>
  )
}
