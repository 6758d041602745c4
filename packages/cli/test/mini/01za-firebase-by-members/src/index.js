import ReactDOM from 'react-dom'
import Pots from './Pots'

ReactDOM.render(<Pots />, document.getElementById('root'))
