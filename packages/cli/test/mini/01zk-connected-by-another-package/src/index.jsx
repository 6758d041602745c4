import { createRoot } from 'react-dom/client'
import Orchard from './orchard'

createRoot(document.getElementById('root')).render(<Orchard />)
