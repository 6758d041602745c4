export const keeper = (state = {}, action) => (action.type === 'KEEPER' ? action.keeper : state)

export const loadKeeper = () => async dispatch => {
  const answer = await fetch('/api/keeper')
  dispatch({ type: 'KEEPER', keeper: await answer.json() })
}
