import { useState } from 'react'
import { ConfirmDialog } from '../../components/feedback/ConfirmDialog.tsx'
import { ErrorNotice } from '../../components/feedback/Notice.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useDeleteProduct } from '../../hooks/useProducts.ts'
import type { Product } from '../../types.ts'

/** The button that removes a product, after asking. */
export function DeleteProduct({ product }: { product: Product }) {
  const [asking, setAsking] = useState(false)
  const remove = useDeleteProduct()
  return (
    <>
      <button
        type="button"
        className="icon-button"
        aria-label={`Delete ${product.name}`}
        onClick={() => setAsking(true)}
      >
        <Icon name="trash" />
      </button>
      {asking && (
        <ConfirmDialog
          title={`Delete ${product.name}?`}
          action="Delete"
          busy={remove.isPending}
          onConfirm={() => remove.mutate(product.id, { onSuccess: () => setAsking(false) })}
          onCancel={() => setAsking(false)}
        >
          <p>It will be gone from the shop. Orders that contain it stay as they are.</p>
          <ErrorNotice error={remove.error} />
        </ConfirmDialog>
      )}
    </>
  )
}
