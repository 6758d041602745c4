import { configureStore, createAsyncThunk, createSlice } from '@reduxjs/toolkit'

class Cellar {
  root = '/api/cellar'

  request = (path, options) => fetch(this.root + path, options).then(r => r.json())

  bottles = shelf => this.request(`/bottles?shelf=${shelf}`)
  drink = bottle => this.request(`/bottles/${bottle}/drink`, { method: 'POST' })
}

const extra = { cellar: new Cellar() }

export const load = createAsyncThunk('bottles/load', (shelf, { extra: { cellar } }) => cellar.bottles(shelf))

// the old style
export const drink = id => async (dispatch, getState, { cellar }) => {
  await cellar.drink(id)
  dispatch(load(getState().bottles.shelf))
}

const bottles = createSlice({
  name: 'bottles',
  initialState: { shelf: 'a', list: [] },
  reducers: {},
  extraReducers: builder =>
    builder.addCase(load.fulfilled, (state, { payload }) => {
      state.list = payload.bottles
    }),
})

export const store = configureStore({
  reducer: { bottles: bottles.reducer },
  middleware: defaults => defaults({ thunk: { extraArgument: extra } }),
})
