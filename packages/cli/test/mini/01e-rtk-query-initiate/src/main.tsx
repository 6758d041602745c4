import { configureStore } from '@reduxjs/toolkit'
import { createRoot } from 'react-dom/client'
import { Provider } from 'react-redux'
import { api, extended, useDishesQuery, useRateMutation, useReviewsInfiniteQuery } from './api'

const store = configureStore({
  reducer: { [api.reducerPath]: api.reducer },
  middleware: d => d().concat(api.middleware),
})

// warm the cache before the first render
store.dispatch(api.endpoints.specials.initiate())

const open = async (id: number) => {
  const { data } = await store.dispatch(api.endpoints.dish.initiate(id))
  if (data) document.title = data.name
}

function Menu() {
  const { data = [] } = useDishesQuery({ category: 'soup' })
  const [rate] = useRateMutation()
  const reviews = useReviewsInfiniteQuery('soup')
  const [hide] = extended.useHideMutation()
  return (
    <ul>
      {reviews.data?.pages.flat().map(review => review.stars)}
      {data.map(d => (
        <li key={d.id} onClick={() => open(d.id)}>
          {d.name} {d.price}
          <button onClick={() => rate({ id: d.id, stars: 5 })}>5</button>
          <button onClick={() => hide(d.id)}>hide</button>
        </li>
      ))}
    </ul>
  )
}

createRoot(document.getElementById('root')!).render(
  <Provider store={store}>
    <Menu />
  </Provider>,
)
