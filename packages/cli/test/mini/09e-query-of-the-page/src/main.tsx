import { createRoot } from 'react-dom/client'
import { BrowserRouter, Route, Routes } from 'react-router-dom'
import { showPicks } from './picks'
import { Trees } from './Trees'

createRoot(document.getElementById('root') as HTMLElement).render(
  <BrowserRouter>
    <Routes>
      <Route path="/trees" element={<Trees />} />
    </Routes>
  </BrowserRouter>,
)
showPicks()
