import { gql } from '@apollo/client'

export const ORDER_PARTS = gql`
  fragment OrderParts on Order {
    id
    total
    customer { name }
  }
`

export const ORDERS = gql`
  query Orders($status: OrderStatus, $first: Int = 20) {
    orders(status: $status, first: $first) {
      nodes { ...OrderParts }
    }
  }
  ${ORDER_PARTS}
`

export const SHIP = gql`
  mutation ShipOrder($id: ID!, $carrier: String!) {
    shipOrder(input: { id: $id, carrier: $carrier }) {
      order { ...OrderParts }
      errors { message }
    }
  }
  ${ORDER_PARTS}
`

export const CHANGED = gql`
  subscription OrderChanged {
    orderChanged { id total }
  }
`
