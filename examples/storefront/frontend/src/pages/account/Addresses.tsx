import { type FormEvent, useState } from 'react'
import { fieldErrors } from '../../api/errors.ts'
import { ErrorNotice } from '../../components/feedback/Notice.tsx'
import { TextArea, TextField } from '../../components/form/Field.tsx'
import { Icon } from '../../components/Icon.tsx'
import { useAddresses, useCreateAddress, useDeleteAddress, useOrganisations } from '../../hooks/useOrganisations.ts'
import { isStaff, useSession } from '../../hooks/useSession.ts'
import type { Address } from '../../types.ts'

function AddressLine({ address, mayRemove }: { address: Address; mayRemove: boolean }) {
  const remove = useDeleteAddress()
  return (
    <li className="line">
      <span className="line-text">
        <strong>{address.label}</strong>
        <span className="muted address">{address.lines}</span>
        <ErrorNotice error={remove.error} />
      </span>
      {mayRemove && (
        <button
          type="button"
          className="icon-button"
          aria-label={`Remove ${address.label}`}
          disabled={remove.isPending}
          onClick={() => remove.mutate(address.id)}
        >
          <Icon name="trash" />
        </button>
      )}
    </li>
  )
}

function AddressForm() {
  const create = useCreateAddress()
  const [missing, setMissing] = useState(false)

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = event.currentTarget
    const values = new FormData(form)
    const label = String(values.get('label')).trim()
    const lines = String(values.get('lines')).trim()
    setMissing(!label || !lines)
    if (label && lines) create.mutate({ label, lines }, { onSuccess: () => form.reset() })
  }

  const errors = fieldErrors(create.error)
  return (
    <form className="form" noValidate onSubmit={onSubmit}>
      <TextField label="Called" name="label" placeholder="Warehouse" required maxLength={60} error={errors.label} />
      <TextArea
        label="Address"
        name="lines"
        required
        rows={3}
        error={errors.lines ?? (missing ? 'Please fill in both.' : undefined)}
      />
      <ErrorNotice error={create.error} />
      <button type="submit" className="button button-quiet" disabled={create.isPending}>
        Keep address
      </button>
    </form>
  )
}

/** The addresses that the organisation shares, kept by its staff; nothing for people who shop on their own. */
export function Addresses() {
  const { user } = useSession()
  const { current } = useOrganisations()
  const { data, error, refetch } = useAddresses()
  if (current === undefined) return null
  return (
    <section className="panel" aria-labelledby="addresses">
      <h2 id="addresses">Addresses of {current.name}</h2>
      <ErrorNotice error={error} feature="The address book" onRetry={refetch} />
      <ul className="lines" aria-label="Addresses">
        {data?.map(address => (
          <AddressLine key={address.id} address={address} mayRemove={isStaff(user)} />
        ))}
      </ul>
      {data?.length === 0 && <p className="muted">No address has been kept yet.</p>}
      {isStaff(user) && <AddressForm />}
    </section>
  )
}
