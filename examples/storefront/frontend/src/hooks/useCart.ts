import { useSyncExternalStore } from 'react'
import type { Product } from '../types.ts'

/** A product in the cart, as it was when it was added. The server sets the price when the order is placed. */
export interface CartLine {
  productId: string
  name: string
  priceCents: number
  imageUrl: string | null
  /** The most that can be ordered. */
  stock: number
  quantity: number
}

const KEY = 'storefront.cart'
const listeners = new Set<() => void>()

let savedText = ''
let savedLines: CartLine[] = []

function parse(text: string): CartLine[] {
  try {
    const lines: unknown = JSON.parse(text)
    return Array.isArray(lines) ? lines : []
  } catch {
    return []
  }
}

/** The same array for the same text: React compares snapshots by identity. */
function read(): CartLine[] {
  const text = localStorage.getItem(KEY) ?? '[]'
  if (text !== savedText) {
    savedText = text
    savedLines = parse(text)
  }
  return savedLines
}

function save(lines: CartLine[]) {
  localStorage.setItem(KEY, JSON.stringify(lines))
  for (const listener of listeners) listener()
}

function subscribe(listener: () => void) {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

function add({ id, name, priceCents, imageUrl, stock }: Product, quantity: number) {
  const others = read().filter(line => line.productId !== id)
  const already = read().find(line => line.productId === id)?.quantity ?? 0
  const line = { productId: id, name, priceCents, imageUrl, stock, quantity: Math.min(stock, already + quantity) }
  save([...others, line])
}

function setQuantity(productId: string, quantity: number) {
  save(read().map(line => (line.productId === productId ? { ...line, quantity } : line)))
}

function remove(productId: string) {
  save(read().filter(line => line.productId !== productId))
}

const clear = () => save([])

/** The cart, kept in this browser and shared by its tabs. */
export function useCart() {
  const lines = useSyncExternalStore(subscribe, read)
  const count = lines.reduce((sum, line) => sum + line.quantity, 0)
  const totalCents = lines.reduce((sum, line) => sum + line.quantity * line.priceCents, 0)
  return { lines, count, totalCents, add, setQuantity, remove, clear }
}
