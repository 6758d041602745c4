import { bookRoom, listRooms } from '../../services/rooms'

export default {
  namespace: 'rooms',
  state: { list: [] },
  effects: {
    *fetch({ payload }, { call, put }) {
      const list = yield call(listRooms, payload)
      yield put({ type: 'save', list })
    },
    *book({ payload }, { call }) {
      yield call(bookRoom, payload)
    },
  },
  reducers: {
    save: (state, { list }) => ({ ...state, list }),
  },
}
