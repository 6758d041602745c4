import { combineReducers } from 'redux'
import { handleAction, handleActions } from 'redux-actions'
import { firingBegun, heatChosen, kilnLoaded } from './actions'

const kiln = handleActions({ [kilnLoaded]: (state, { payload }) => ({ ...state, ...payload }) }, {})

const heat = handleActions(
  {
    [heatChosen.toString()]: (state, { payload }) => ({ ...state, degrees: payload.degrees, minutes: payload.minutes }),
  },
  {},
)

const firing = handleAction(firingBegun, (state, { payload }) => payload, 'none')

export default combineReducers({ kiln, heat, firing })
