import { type ComponentProps, type ReactNode, useId } from 'react'

interface FieldText {
  label: string
  /** A word of help under the field. */
  hint?: string | undefined
  /** What is wrong with the value. */
  error?: string | undefined
}

interface ControlProps {
  id: string
  'aria-invalid': boolean
  'aria-describedby': string | undefined
}

function FieldFrame({ label, hint, error, children }: FieldText & { children: (control: ControlProps) => ReactNode }) {
  const id = useId()
  const note = error ?? hint
  return (
    <div className="field">
      <label htmlFor={id}>{label}</label>
      {children({ id, 'aria-invalid': error !== undefined, 'aria-describedby': note ? `${id}-note` : undefined })}
      {note && (
        <p id={`${id}-note`} className={error ? 'field-error' : 'field-hint'}>
          {note}
        </p>
      )}
    </div>
  )
}

/** A labelled input. */
export function TextField({ label, hint, error, ...input }: FieldText & ComponentProps<'input'>) {
  return (
    <FieldFrame label={label} hint={hint} error={error}>
      {control => <input {...input} {...control} />}
    </FieldFrame>
  )
}

/** A labelled text of several lines. */
export function TextArea({ label, hint, error, ...area }: FieldText & ComponentProps<'textarea'>) {
  return (
    <FieldFrame label={label} hint={hint} error={error}>
      {control => <textarea rows={4} {...area} {...control} />}
    </FieldFrame>
  )
}

/** A labelled choice; its options are the children. */
export function SelectField({ label, hint, error, ...select }: FieldText & ComponentProps<'select'>) {
  return (
    <FieldFrame label={label} hint={hint} error={error}>
      {control => <select {...select} {...control} />}
    </FieldFrame>
  )
}
