import { type ChangeEvent, useId } from 'react'
import { Icon } from '../Icon.tsx'

interface FileFieldProps {
  label: string
  hint: string
  /** Accepted file kinds, as in HTML. */
  accept?: string
  /** Default false: one file. */
  multiple?: boolean
  disabled?: boolean
  onFiles: (files: File[]) => void
}

/** A place to choose or drop files. Reports them at once and is then ready for the next. */
export function FileField({ label, hint, onFiles, ...input }: FileFieldProps) {
  const id = useId()

  function onChange(event: ChangeEvent<HTMLInputElement>) {
    const files = [...(event.target.files ?? [])]
    event.target.value = ''
    if (files.length > 0) onFiles(files)
  }

  return (
    <div className="file-field">
      <Icon name="upload" size={24} />
      <label htmlFor={id}>{label}</label>
      <p id={`${id}-hint`} className="field-hint">
        {hint}
      </p>
      <input id={id} type="file" aria-describedby={`${id}-hint`} onChange={onChange} {...input} />
    </div>
  )
}
