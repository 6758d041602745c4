import * as Sentry from '@sentry/react'
import posthog from 'posthog-js'
import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'

Sentry.init({ dsn: 'https://abc@errors.example.io/42' })
posthog.init('phc_made_up', { api_host: 'https://insights.example.net' })

const BUCKET = 'https://film-lab.s3.eu-central-1.amazonaws.com'

interface Roll { id: string; scans: { key: string; downloadUrl: string }[]; _links: { develop: { href: string } } }

function Lab() {
  const [rolls, setRolls] = useState<Roll[]>([])

  useEffect(() => {
    fetch('/api/rolls')
      .then(r => r.json())
      .then(setRolls)
    posthog.capture('/api/not-a-call')
  }, [])

  const develop = (r: Roll) => fetch(r._links.develop.href, { method: 'POST' })
  const save = async (url: string) => URL.createObjectURL(await (await fetch(url)).blob())

  return (
    <>
      {rolls.map(r => (
        <p key={r.id}>
          {r.scans.map(s => (
            <img key={s.key} src={`${BUCKET}/api/${s.key}`} onClick={() => save(s.downloadUrl)} alt="" />
          ))}
          <button onClick={() => develop(r)}>Develop</button>
        </p>
      ))}
      <a href="vscode://file/api/rolls">Open in editor</a>
      <img src="blob:https://example.com/api" alt="" />
    </>
  )
}

createRoot(document.getElementById('root')!).render(<Lab />)
