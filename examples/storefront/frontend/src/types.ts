/** What a user may do: `admin` and `manager` work in the back office, `customer` shops. */
export type Role = 'admin' | 'manager' | 'customer'

/** A signed-in person. */
export interface User {
  id: string
  name: string
  email: string
  role: Role
}

/** The pair that login gives and refresh renews. */
export interface Tokens {
  accessToken: string
  refreshToken: string
}

/** A shelf of the catalogue. */
export interface Category {
  id: string
  name: string
}

/** Only `active` products are in the shop. */
export type ProductStatus = 'draft' | 'active' | 'archived'

/** Something for sale. The price is in cents. */
export interface Product {
  id: string
  name: string
  slug: string
  description: string
  priceCents: number
  stock: number
  status: ProductStatus
  imageUrl: string | null
  categoryId: string
  category: Category
  createdAt: string
  updatedAt: string
}

/** What the product form sends. */
export interface ProductInput {
  name: string
  description: string
  priceCents: number
  stock: number
  status: ProductStatus
  imageUrl: string | null
  categoryId: string
}

/** `pending` waits for payment; `shipped` and `cancelled` are final. */
export type OrderStatus = 'pending' | 'paid' | 'shipped' | 'cancelled'

/** One line of an order, with the name and price of the moment it was placed. */
export interface OrderItem {
  id: string
  productId: string
  productName: string
  quantity: number
  unitPriceCents: number
}

/** A purchase. The total is computed by the server. */
export interface Order {
  id: string
  status: OrderStatus
  totalCents: number
  shippingAddress: string
  note: string | null
  items: OrderItem[]
  createdAt: string
}

/** What checkout sends. */
export interface OrderInput {
  items: { productId: string; quantity: number }[]
  shippingAddress: string
  note?: string
}

/** A company or household that people shop for together. `current` is the one that the user is signed in to. */
export interface Organisation {
  id: string
  name: string
  role: string
  current: boolean
}

/** A place that an organisation has things sent to. */
export interface Address {
  id: string
  label: string
  lines: string
}

/** What the address form sends. */
export interface AddressInput {
  label: string
  lines: string
}

/** A browser or device on which the user is signed in. */
export interface SignIn {
  id: string
  /** True for the one that asks. */
  current: boolean
  /** What the browser says of itself. */
  agent: string | null
  address: string | null
  createdAt: string
  usedAt: string
}

/** A stored file. */
export interface Upload {
  id: string
  name: string
  url: string
  size: number
}

/** A CSV import that runs on the server. `progress` goes from 0 to 100. */
export interface ImportJob {
  id: string
  status: 'waiting' | 'active' | 'completed' | 'failed' | 'cancelled'
  progress: number
  processed: number
  total: number
  errors: { row: number; message: string }[]
}

/** A message pushed to the signed-in user. */
export interface Notification {
  id: string
  title: string
  body: string
  read: boolean
  createdAt: string
}

/** Where a page stands in the whole list. */
export interface PageMeta {
  page: number
  limit: number
  total: number
  pages: number
}

/** One page of a list. */
export interface Page<T> {
  items: T[]
  meta: PageMeta
}
