const { app, BrowserWindow, ipcMain } = require('electron')
const api = require('./api.cjs')

app.whenReady().then(() => {
  const win = new BrowserWindow({ width: 400, height: 300 })
  win.loadFile('window.html')
  ipcMain.handle('lamps', () => api.lamps())
  ipcMain.handle('dim', (_, id, level) => api.dim(id, level))
  ipcMain.handle('scene', (_, name) => api.scene(name))
  api.hello(app.getVersion())
})
