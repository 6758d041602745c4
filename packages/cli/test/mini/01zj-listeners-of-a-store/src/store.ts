import { configureStore, createAsyncThunk, createListenerMiddleware, createSlice, isAnyOf } from '@reduxjs/toolkit'

export const loadAll = createAsyncThunk('all/load', async () => (await fetch('/api/all')).json())
export const countAgain = createAsyncThunk('sums/count', async () => (await fetch('/api/sums')).json())

interface Purse {
  id: number
  label: string
}

const purses = createSlice({
  name: 'purses',
  initialState: [] as Purse[],
  reducers: { reset: (_state, action) => action.payload },
})
export const purseById = (state: { purses: Purse[] }, id: number) => state.purses.find(purse => purse.id === id) ?? null

// What is loaded comes to the slices by way of a listener.
const listeners = createListenerMiddleware()
listeners.startListening({
  matcher: isAnyOf(loadAll.fulfilled),
  effect: async (action, { dispatch }) => {
    dispatch(purses.actions.reset(action.payload[purses.name]))
    dispatch(countAgain())
  },
})

export const store = configureStore({
  reducer: { purses: purses.reducer },
  middleware: getDefault => getDefault().concat(listeners.middleware),
})
