import { type ChangeEvent, type FormEvent, useState } from 'react'
import { Navigate, useNavigate } from 'react-router'
import { fieldErrors } from '../api/errors.ts'
import { ErrorNotice } from '../components/feedback/Notice.tsx'
import { SelectField, TextArea } from '../components/form/Field.tsx'
import { CartSummary } from '../components/order/CartSummary.tsx'
import { useCart } from '../hooks/useCart.ts'
import { useCreateOrder } from '../hooks/useOrders.ts'
import { useAddresses } from '../hooks/useOrganisations.ts'
import { useTitle } from '../hooks/useTitle.ts'

function useCheckout() {
  const { lines, clear } = useCart()
  const navigate = useNavigate()
  const order = useCreateOrder()
  const [addressError, setAddressError] = useState<string>()

  function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    const form = new FormData(event.currentTarget)
    const shippingAddress = String(form.get('shippingAddress')).trim()
    const note = String(form.get('note')).trim()
    setAddressError(shippingAddress ? undefined : 'Please say where to send it.')
    if (!shippingAddress) return
    const items = lines.map(({ productId, quantity }) => ({ productId, quantity }))
    order.mutate(
      { items, shippingAddress, ...(note && { note }) },
      {
        onSuccess: async ({ id }) => {
          await navigate(`/orders/${id}`, { replace: true, state: { placed: true } })
          clear()
        },
      },
    )
  }

  return {
    lines,
    order,
    onSubmit,
    addressError: addressError ?? fieldErrors(order.error).shippingAddress,
    onAddressChange: () => setAddressError(undefined),
  }
}

/** Puts one of the organisation's addresses into the form. */
function SavedAddresses() {
  const { data = [] } = useAddresses()
  if (data.length === 0) return null

  function fillIn(event: ChangeEvent<HTMLSelectElement>) {
    const field = event.currentTarget.form?.elements.namedItem('shippingAddress')
    const chosen = data.find(({ id }) => id === event.currentTarget.value)
    if (field instanceof HTMLTextAreaElement && chosen) field.value = chosen.lines
  }

  return (
    <SelectField label="Deliver to" onChange={fillIn} defaultValue="">
      <option value="">Another address</option>
      {data.map(({ id, label }) => (
        <option key={id} value={id}>
          {label}
        </option>
      ))}
    </SelectField>
  )
}

/** Where the order goes, and the button that places it. */
export function CheckoutPage() {
  const { lines, order, onSubmit, addressError, onAddressChange } = useCheckout()
  useTitle('Checkout')
  if (lines.length === 0 && order.isIdle) return <Navigate to="/cart" replace />
  return (
    <>
      <h1>Checkout</h1>
      <form className="two-columns" noValidate onSubmit={onSubmit}>
        <div className="panel form">
          <SavedAddresses />
          <TextArea
            label="Shipping address"
            name="shippingAddress"
            autoComplete="street-address"
            placeholder="Name, street and number, postcode, city, country"
            error={addressError}
            onChange={onAddressChange}
          />
          <TextArea label="Note" name="note" rows={2} hint="Anything the courier should know. Optional." />
          <p className="muted">You can pay by card once the order is placed.</p>
        </div>
        <CartSummary withLines>
          <button type="submit" className="button button-wide" disabled={order.isPending}>
            Place order
          </button>
          <ErrorNotice error={order.error} />
        </CartSummary>
      </form>
    </>
  )
}
