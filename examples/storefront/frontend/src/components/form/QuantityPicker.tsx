import { Icon } from '../Icon.tsx'

interface QuantityPickerProps {
  /** What is counted, for those who hear the page. */
  label: string
  value: number
  max: number
  onChange: (value: number) => void
}

/** A number from 1 to `max` with buttons on both sides. */
export function QuantityPicker({ label, value, max, onChange }: QuantityPickerProps) {
  const change = (next: number) => onChange(Math.max(1, Math.min(max, Math.trunc(next) || 1)))
  return (
    <div className="quantity">
      <button type="button" aria-label="One less" disabled={value <= 1} onClick={() => change(value - 1)}>
        <Icon name="minus" size={16} />
      </button>
      <input
        type="number"
        inputMode="numeric"
        aria-label={label}
        min={1}
        max={max}
        value={value}
        onChange={event => change(event.target.valueAsNumber)}
      />
      <button type="button" aria-label="One more" disabled={value >= max} onClick={() => change(value + 1)}>
        <Icon name="plus" size={16} />
      </button>
    </div>
  )
}
