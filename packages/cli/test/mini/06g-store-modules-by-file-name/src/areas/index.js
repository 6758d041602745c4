// The bundler calls this folder by another name.
const found = require.context('_plots', true, /area\.init\.js$/)

export const areas = []

found
  .keys()
  .map(key => found(key))
  .sort((one, other) => one.order - other.order)
  .forEach(area => area.init(areas))
