import { Anchor, Button, Crumb } from '@cedar/controls'
import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'

function Shelves() {
  const [jars, setJars] = useState([])
  useEffect(() => {
    fetch('/rest/jars')
      .then(answer => answer.json())
      .then(setJars)
  }, [])
  return (
    <main>
      <Crumb href="/shelves">Shelves</Crumb>
      <Anchor href="https://example.org/sowing" target="_blank">
        How to sow
      </Anchor>
      <Anchor href="rest/jars/export" download="jars.csv">
        All of them
      </Anchor>
      {jars.map(jar => (
        <Button key={jar.id} component="a" href={`/rest/jars/${jar.id}/label?size=small`}>
          {jar.name}
        </Button>
      ))}
    </main>
  )
}

createRoot(document.getElementById('root')).render(<Shelves />)
