const { resolve } = require('path')

module.exports = {
  configureWebpack: {
    resolve: { alias: { '@': resolve(__dirname, 'src'), _plots: resolve(__dirname, 'src', 'areas') } },
  },
}
