import type { Order, OrderInput, OrderStatus } from '../types.ts'
import { api } from './client.ts'

/** Which orders to list. */
export interface OrderSearch {
  status?: OrderStatus | undefined
  /** From 1. */
  page?: number | undefined
}

/** The newest orders with their items: the customer's own, or everybody's for admins and managers. */
export function listOrders({ status, page = 1 }: OrderSearch = {}) {
  return api.list<Order>('/orders', { status, page, limit: 10, sort: '-createdAt', include: 'items' })
}

/** One order with its items. */
export function getOrder(id: string) {
  return api.get<Order>(`/orders/${id}`, { include: 'items' })
}

/** Places an order; the server looks up prices and stock. */
export function createOrder(input: OrderInput) {
  return api.post<Order>('/orders', input)
}

/** Cancels an order that has not been shipped. */
export function cancelOrder(id: string) {
  return api.post<Order>(`/orders/${id}/cancel`)
}

/** Moves an order on. For admins and managers. */
export function updateOrderStatus(id: string, status: OrderStatus) {
  return api.patch<Order>(`/orders/${id}`, { status })
}
