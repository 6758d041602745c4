import request from '../services/request'

export default {
  namespace: 'berths',
  state: { chosen: 'A1' },
  effects: {
    *free({ id }, { call }) {
      yield call(request, `/berths/${id}/free`, 'POST')
    },
  },
}
