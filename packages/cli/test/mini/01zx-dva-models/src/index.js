import dva from 'dva'
import boats from './models/boats'
import berths from './models/berths'
import App from './routes/App'

const app = dva({ onError: error => console.error(error) })
app.model(boats)
app.model(berths)
app.router(() => <App />)
app.start('#root')
