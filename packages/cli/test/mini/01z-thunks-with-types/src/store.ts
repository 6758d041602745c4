import { configureStore, createAsyncThunk, createSelector, createSlice } from '@reduxjs/toolkit'
import { useDispatch, useSelector } from 'react-redux'

interface Keeper {
  name: string
  gate?: string
}

const createThunk = createAsyncThunk.withTypes<{ state: State }>()

export const meet = createThunk('keeper/meet', async (): Promise<Keeper> => (await fetch('/api/keeper')).json())

const keeper = createSlice({
  name: 'keeper',
  initialState: {} as { known?: Keeper },
  reducers: {},
  extraReducers: builder =>
    builder.addCase(meet.fulfilled, (state, action) => {
      state.known = action.payload
    }),
})

export const store = configureStore({ reducer: { keeper: keeper.reducer } })

type State = ReturnType<typeof store.getState>

const select = createSelector.withTypes<State>()
export const selectGate = select([state => state.keeper.known], known => known?.gate)
export const useSend = useDispatch.withTypes<typeof store.dispatch>()
export const useTold = useSelector.withTypes<State>()
