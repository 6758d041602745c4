import extend from 'dva-model-extend'
import request from '../services/request'
import base from './base'

export default extend(base, {
  namespace: 'boats',
  subscriptions: {
    setup({ dispatch }) {
      dispatch({ type: 'load', folder: 'boats' })
    },
  },
  effects: {
    *moor({ payload }, { call, put, select }) {
      const berth = yield select(state => state.berths.chosen)
      yield call(request, '/boats', 'POST', { name: payload.name, length: payload.length, berth })
      yield put({ type: 'load', folder: 'boats' })
      yield put({ type: 'berths/free', id: 7 })
    },
    sink: [
      function* ({ id }, { call }) {
        yield call(request, `/boats/${id}`, 'DELETE')
      },
      { type: 'takeLatest' },
    ],
    *paint({ id }, { call }) {
      yield call(request, `/boats/${id}/colour`, 'PUT', { colour: 'blue' })
    },
  },
})
