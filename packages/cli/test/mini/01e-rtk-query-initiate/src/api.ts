import { createApi, fetchBaseQuery } from '@reduxjs/toolkit/query/react'

export interface Dish {
  id: number
  name: string
  price: number
}

export const api = createApi({
  reducerPath: 'menuApi',
  baseQuery: fetchBaseQuery({ baseUrl: '/api/' }),
  tagTypes: ['Dish'],
  endpoints: build => ({
    dishes: build.query<Dish[], { category?: string } | void>({
      query: arg => ({ url: 'dishes', params: { category: arg?.category } }),
      providesTags: ['Dish'],
    }),
    dish: build.query<Dish, number>({ query: id => `dishes/${id}` }),
    specials: build.query<Dish[], void>({ query: () => 'specials' }),
    reviews: build.infiniteQuery<{ stars: number }[], string, number>({
      infiniteQueryOptions: { initialPageParam: 1, getNextPageParam: (last, all, page) => page + 1 },
      query: ({ queryArg, pageParam }) => ({ url: `reviews/${queryArg}/stars`, params: { page: pageParam } }),
    }),
    rate: build.mutation<void, { id: number; stars: number }>({
      query: ({ id, ...body }) => ({ url: `dishes/${id}/ratings`, method: 'POST', body }),
      invalidatesTags: ['Dish'],
    }),
  }),
})

export const { useDishesQuery, useRateMutation, useReviewsInfiniteQuery } = api

export const extended = api.injectEndpoints({
  endpoints: b => ({
    hide: b.mutation<void, number>({ query: id => ({ url: `dishes/${id}`, method: 'PATCH', body: { hidden: true } }) }),
  }),
})
