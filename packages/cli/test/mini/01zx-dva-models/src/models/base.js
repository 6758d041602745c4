import request from '../services/request'

export default {
  state: { rows: [] },
  reducers: {
    show(state, { rows }) {
      return { ...state, rows }
    },
  },
  effects: {
    *load({ folder }, { call, put }) {
      const rows = yield call(request, `/${folder}`)
      yield put({ type: 'show', rows })
    },
  },
}
