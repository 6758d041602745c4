import { all, call, delay, put, select, takeEvery, takeLatest } from 'redux-saga/effects'
import request from './request'

const selectDay = state => state.day

export function* loadVisits() {
  const day = yield select(selectDay)
  const visits = yield call(request, `/api/visits?day=${day}`)
  yield put({ type: 'VISITS_LOADED', visits })
}

function* bookVisit({ customer, minutes }) {
  const requestURL = '/api/visits'
  yield call(request, requestURL, {
    method: 'POST',
    headers: { 'Content-Type': 'application/json' },
    body: JSON.stringify({ customer, minutes }),
  })
  yield delay(100)
  yield* loadVisits()
}

function* cancelVisit({ id }) {
  yield call([window, 'fetch'], `/api/visits/${id}`, { method: 'DELETE' })
}

// its watcher was removed
export function* printVisits() {
  yield call(request, '/api/visits/print', { method: 'POST' })
}

export default function* root() {
  yield all([
    takeLatest('LOAD_VISITS', loadVisits),
    takeEvery('BOOK', bookVisit),
    takeEvery('CANCEL', cancelVisit),
  ])
}
