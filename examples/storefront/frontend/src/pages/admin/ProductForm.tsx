import { type FormEvent, useState } from 'react'
import { Link, useNavigate } from 'react-router'
import { fieldErrors } from '../../api/errors.ts'
import { ErrorNotice } from '../../components/feedback/Notice.tsx'
import { SelectField, TextArea, TextField } from '../../components/form/Field.tsx'
import { useCategories, useSaveProduct } from '../../hooks/useProducts.ts'
import type { Product } from '../../types.ts'
import { ProductImage } from './ProductImage.tsx'
import { checkProduct, type ProductErrors, readProduct } from './productInput.ts'

interface FieldsProps {
  product: Product | undefined
  errors: ProductErrors
}

function CategoryField({ product, errors }: FieldsProps) {
  const { data: categories } = useCategories()
  return (
    // The choice is set once the options are there.
    <SelectField
      key={categories ? 'ready' : 'waiting'}
      label="Category"
      name="categoryId"
      defaultValue={product?.categoryId ?? ''}
      error={errors.categoryId}
    >
      <option value="">Choose one</option>
      {categories?.map(({ id, name }) => (
        <option key={id} value={id}>
          {name}
        </option>
      ))}
    </SelectField>
  )
}

function SaleFields({ product, errors }: FieldsProps) {
  const price = product && (product.priceCents / 100).toFixed(2)
  return (
    <div className="field-row">
      <TextField
        label="Price"
        name="price"
        inputMode="decimal"
        placeholder="0.00"
        defaultValue={price}
        error={errors.priceCents}
      />
      <TextField
        label="Stock"
        name="stock"
        inputMode="numeric"
        defaultValue={product?.stock ?? 0}
        error={errors.stock}
      />
      <SelectField label="Status" name="status" defaultValue={product?.status ?? 'draft'} error={errors.status}>
        <option value="draft">Draft</option>
        <option value="active">Active</option>
        <option value="archived">Archived</option>
      </SelectField>
    </div>
  )
}

function useProductForm(product: Product | undefined) {
  const [imageUrl, setImageUrl] = useState(product?.imageUrl ?? null)
  const [errors, setErrors] = useState<ProductErrors>({})
  const save = useSaveProduct(product?.id)
  const navigate = useNavigate()

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const input = readProduct(new FormData(event.currentTarget), imageUrl)
    const found = checkProduct(input)
    setErrors(found)
    if (Object.keys(found).length === 0) save.mutate(input, { onSuccess: () => navigate('/admin/products') })
  }

  return { imageUrl, setImageUrl, save, onSubmit, errors: { ...fieldErrors(save.error), ...errors } }
}

/** The fields of a product. Goes back to the list once it is saved. */
export function ProductForm({ product }: { product: Product | undefined }) {
  const { imageUrl, setImageUrl, save, onSubmit, errors } = useProductForm(product)
  return (
    <form className="two-columns" noValidate onSubmit={onSubmit} aria-label="Product">
      <div className="panel form">
        <TextField label="Name" name="name" defaultValue={product?.name} error={errors.name} />
        <TextArea
          label="Description"
          name="description"
          defaultValue={product?.description}
          error={errors.description}
        />
        <CategoryField product={product} errors={errors} />
        <SaleFields product={product} errors={errors} />
        <ErrorNotice error={save.error} />
        <div className="actions">
          <Link to="/admin/products" className="button button-quiet">
            Cancel
          </Link>
          <button type="submit" className="button" disabled={save.isPending}>
            {product ? 'Save changes' : 'Create product'}
          </button>
        </div>
      </div>
      <ProductImage name={product?.name ?? 'New product'} imageUrl={imageUrl} onChange={setImageUrl} />
    </form>
  )
}
