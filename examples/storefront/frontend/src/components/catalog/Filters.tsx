import type { FormEvent } from 'react'
import { useCategories } from '../../hooks/useProducts.ts'
import type { ShopParams } from '../../hooks/useShopSearch.ts'
import { TextField } from '../form/Field.tsx'

interface FiltersProps {
  params: ShopParams
  onChange: (changes: Partial<Record<keyof ShopParams, string>>) => void
}

function CategoryChoice({ params, onChange }: FiltersProps) {
  const { data: categories = [] } = useCategories()
  return (
    <fieldset className="choices">
      <legend>Category</legend>
      {[{ id: '', name: 'All' }, ...categories].map(({ id, name }) => (
        <label key={id}>
          <input
            type="radio"
            name="category"
            checked={params.category === id}
            onChange={() => onChange({ category: id })}
          />
          <span>{name}</span>
        </label>
      ))}
    </fieldset>
  )
}

function PriceRange({ params, onChange }: FiltersProps) {
  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    onChange({ min: String(form.get('min')), max: String(form.get('max')) })
  }
  const number = { type: 'number', inputMode: 'decimal', min: 0, step: 'any' } as const
  return (
    <form key={`${params.min}-${params.max}`} className="price-range" onSubmit={onSubmit} aria-label="Price range">
      <p className="legend">Price</p>
      <TextField {...number} label="Minimum" name="min" placeholder="0" defaultValue={params.min} />
      <TextField {...number} label="Maximum" name="max" placeholder="Any" defaultValue={params.max} />
      <button type="submit" className="button button-quiet">
        Apply price
      </button>
    </form>
  )
}

/** The filters beside the grid of the shop. */
export function Filters(props: FiltersProps) {
  return (
    <div className="filters">
      <CategoryChoice {...props} />
      <PriceRange {...props} />
    </div>
  )
}
