import request from '../Request'

const PATHS = { prune: '/trees/:id/prunings' }

export const listTrees = () => request.get('/trees')
export const pruneTree = id => request.post(PATHS.prune.replace(/:(\w+)/, `${id}`))
export const countTrees = year => request.get('trees-in-:year'.replace(/^(\w+)-in-:year$/, `/$1/count/${year}`))
