import { createApi, fetchBaseQuery } from '@reduxjs/toolkit/query/react'

export const api = createApi({
  baseQuery: fetchBaseQuery({ baseUrl: '/api' }),
  endpoints: build => ({
    boats: build.query({ query: () => '/boats' }),
    boat: build.query({ query: id => `/boats/${id}` }),
    addBoat: build.mutation({ query: body => ({ url: '/boats', method: 'POST', body }) }),
    sinkBoat: build.mutation({ query: id => ({ url: `/boats/${id}`, method: 'DELETE' }) }),
    moorings: build.query({ query: ({ from, to }) => ({ url: '/moorings', params: { from, to } }) }),
  }),
})

export const { useBoatsQuery, useBoatQuery, useAddBoatMutation, useSinkBoatMutation, useLazyMooringsQuery } = api
