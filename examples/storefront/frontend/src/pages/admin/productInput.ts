import type { ProductInput, ProductStatus } from '../../types.ts'

/** What is wrong, by field name. */
export type ProductErrors = Partial<Record<keyof ProductInput, string>>

/** "12.50" as 1250; NaN for anything that is not an amount with at most two decimals. */
export function parseCents(text: string): number {
  return /^\d+(\.\d{1,2})?$/.test(text) ? Math.round(Number(text) * 100) : Number.NaN
}

/** The product as typed into the form; numbers that cannot be read are NaN. */
export function readProduct(form: FormData, imageUrl: string | null): ProductInput {
  const text = (name: string) => String(form.get(name) ?? '').trim()
  return {
    name: text('name'),
    description: text('description'),
    priceCents: parseCents(text('price')),
    stock: /^\d+$/.test(text('stock')) ? Number(text('stock')) : Number.NaN,
    status: text('status') as ProductStatus,
    imageUrl,
    categoryId: text('categoryId'),
  }
}

/** What has to be mended before the product can be saved. */
export function checkProduct(input: ProductInput): ProductErrors {
  const errors: ProductErrors = {}
  if (!input.name) errors.name = 'Please give it a name.'
  if (input.name.length > 120) errors.name = 'At most 120 characters.'
  if (!input.categoryId) errors.categoryId = 'Please choose a category.'
  if (Number.isNaN(input.priceCents)) errors.priceCents = 'An amount such as 12.50.'
  if (Number.isNaN(input.stock)) errors.stock = 'A whole number, 0 or more.'
  return errors
}
