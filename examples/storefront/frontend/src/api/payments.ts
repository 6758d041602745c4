import { api } from './client.ts'

/** Opens a card payment for an order and returns the page to pay on. */
export function startCheckout(orderId: string) {
  return api.post<{ url: string }>('/payments/checkout', { orderId })
}
