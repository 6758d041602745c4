import { useEffect, useId, useRef, useState } from 'react'
import { Icon } from '../Icon.tsx'

const pause = 300

interface SearchBoxProps {
  label: string
  value: string
  /** Called 300 ms after the last key. Must be stable between renders. */
  onSearch: (text: string) => void
}

/** A search field that follows the address, and changes it when the typing stops. */
export function SearchBox({ label, value, onSearch }: SearchBoxProps) {
  const id = useId()
  const [text, setText] = useState(value)
  const settled = useRef(value)

  useEffect(() => {
    if (value === settled.current) return
    settled.current = value
    setText(value)
  }, [value])

  useEffect(() => {
    if (text === settled.current) return
    const timer = setTimeout(() => {
      settled.current = text
      onSearch(text)
    }, pause)
    return () => clearTimeout(timer)
  }, [text, onSearch])

  return (
    <div className="search-box">
      <Icon name="search" />
      <label htmlFor={id} className="visually-hidden">
        {label}
      </label>
      <input
        id={id}
        type="search"
        placeholder={label}
        autoComplete="off"
        value={text}
        onChange={event => setText(event.target.value)}
      />
    </div>
  )
}
