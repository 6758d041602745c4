import { keepPreviousData, useMutation, useQuery, useQueryClient } from '@tanstack/react-query'
import { cancelOrder, createOrder, getOrder, listOrders, type OrderSearch, updateOrderStatus } from '../api/orders.ts'
import { startCheckout } from '../api/payments.ts'
import type { OrderStatus } from '../types.ts'

const orders = ['orders']

/** A page of orders; keeps the last page on screen while the next one loads. */
export function useOrders(search: OrderSearch) {
  return useQuery({
    queryKey: [...orders, 'list', search],
    queryFn: () => listOrders(search),
    placeholderData: keepPreviousData,
  })
}

/** One order. */
export function useOrder(id: string) {
  return useQuery({ queryKey: [...orders, 'one', id], queryFn: () => getOrder(id) })
}

function useOrderChange<Input, Output>(mutationFn: (input: Input) => Promise<Output>) {
  const client = useQueryClient()
  return useMutation({
    mutationFn,
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: orders }),
        // An order takes from the stock; how much is left is for the server to say.
        client.invalidateQueries({ queryKey: ['products'] }),
      ]),
  })
}

/** Places an order. */
export const useCreateOrder = () => useOrderChange(createOrder)

/** Cancels an order. */
export const useCancelOrder = () => useOrderChange(cancelOrder)

/** Moves an order to another status. */
export const useUpdateOrderStatus = () =>
  useOrderChange(({ id, status }: { id: string; status: OrderStatus }) => updateOrderStatus(id, status))

/** Leaves for the card payment page of an order. */
export function usePayment() {
  return useMutation({
    mutationFn: startCheckout,
    onSuccess: ({ url }) => window.location.assign(url),
  })
}
