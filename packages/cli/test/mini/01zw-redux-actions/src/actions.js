import axios from 'axios'
import { createAction, createActions } from 'redux-actions'

export const kilnLoaded = createAction('KILN_LOADED')
export const heatChosen = createAction('HEAT_CHOSEN', (degrees, minutes) => ({ degrees, minutes }))
export const { firingBegun } = createActions('FIRING_BEGUN')

export const loadKiln = id => async dispatch => {
  const { data } = await axios.get(`/api/kilns/${id}`)
  dispatch(kilnLoaded(data))
}

export const fire = () => async (dispatch, getState) => {
  const { kiln, heat, firing } = getState()
  await axios.post(`/api/kilns/${kiln.serial}/firings`, heat)
  dispatch(firingBegun('slow'))
  if (firing === 'slow') await axios.put('/api/alarm', { shelf: kiln.shelf })
}
