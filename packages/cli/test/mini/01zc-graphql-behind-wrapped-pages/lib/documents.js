import { gql } from '@apollo/client'

export const CIRCLES = gql`
  query Circles($after: String, $first: Int!) {
    circles(after: $after, first: $first) {
      nodes { id title }
      pageInfo { endCursor hasNextPage }
    }
  }
`

export const SIGN_IN = gql`
  mutation Enter($name: String!, $password: String!) {
    signInReader(name: $name, password: $password) { ticket }
  }
`

export const SET_COVER = gql`
  mutation SetCover($circle: ID!, $picture: Upload!) {
    setCover(circle: $circle, picture: $picture) { id }
  }
`
