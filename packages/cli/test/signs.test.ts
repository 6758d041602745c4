import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, test } from 'vitest'
import { deriveBlueprint } from '../src/blueprint/derive/derive.ts'
import { detect } from '../src/detectors/index.ts'

const signIn = `
  fetch('/api/login', { method: 'POST', body: JSON.stringify({ email, password }) }).then(r => r.json())
    .then(({ token, user }) => { localStorage.token = token; localStorage.user = JSON.stringify(user) })
  const user = JSON.parse(localStorage.user)
`

/** One line of a frontend that says by itself that a feature is needed, and one that looks like it. */
const SIGNS: readonly (readonly [feature: string, yes: string, no: string])[] = [
  ['payments', "new window.Razorpay({ order_id: '7' }).open()", "new window.Razor({ order_id: '7' }).open()"],
  ['payments', 'PaystackPop.setup({ amount: 1 }).openIframe()', 'PayStub.setup({ amount: 1 }).openIframe()'],
  ['payments', "import { useFlutterwave } from 'flutterwave-react-v3'", "import { useFlutter } from 'flutter-react'"],
  [
    'roles',
    `${signIn} if (user.userType === 'beekeeper') fetch('/api/hives')`,
    `${signIn} if (user.mood === 'sunny') fetch('/api/hives')`,
  ],
  [
    'roles',
    `${signIn} fetch('/api/admin/hives'); fetch('/api/admin/bees'); fetch('/api/jars'); fetch('/api/suits'); fetch('/api/lids')`,
    `${signIn} fetch('/api/admin/profile'); fetch('/api/admin/password'); fetch('/api/jars'); fetch('/api/suits'); fetch('/api/lids')`,
  ],
  [
    'tenancy',
    "fetch('/api/organizations/switch', { method: 'POST' })",
    "fetch('/api/lamps/switch', { method: 'POST' })",
  ],
  [
    'tenancy',
    "const sub = location.hostname.split('.')[0]; fetch('/api/hives?sub=' + sub)",
    "const local = location.hostname.split('.')[0]; fetch('/api/hives?local=' + local)",
  ],
  [
    'jobs',
    "new EventSource('/api/told').onmessage = e => { const m = JSON.parse(e.data); switch (m.event) { case 'uploadStatus': document.title = m.step } }",
    "new EventSource('/api/told').onmessage = e => { const m = JSON.parse(e.data); switch (m.event) { case 'lampStatus': document.title = m.step } }",
  ],
  [
    'jobs',
    "async function wait() { const one = await fetch('/api/tasks/7/status').then(r => r.json()); if (one.state !== 'SUCCESS') setTimeout(wait, 900) }; wait()",
    "async function wait() { const one = await fetch('/api/bell/status').then(r => r.json()); if (one.state !== 'silent') setTimeout(wait, 900) }; wait()",
  ],
  [
    'roles',
    `${signIn} const isSudo = () => user.is_sudo; if (isSudo()) fetch('/api/hives')`,
    `${signIn} const isSunny = () => user.is_sunny; if (isSunny()) fetch('/api/hives')`,
  ],
  [
    'uploads',
    "const reader = new FileReader(); reader.onload = () => fetch('/api/hives/import', { method: 'POST', body: JSON.stringify({ settings: btoa(String.fromCharCode(...new Uint8Array(reader.result))) }) }); reader.readAsArrayBuffer(file)",
    "const reader = new FileReader(); reader.onload = () => fetch('/api/hives/import', { method: 'POST', body: JSON.stringify({ settings: reader.result.byteLength }) }); reader.readAsArrayBuffer(file)",
  ],
  [
    'jobs',
    "setInterval(async () => { const one = await fetch('/api/tasks/status/' + localStorage.id).then(r => r.json()); if (one.ready) location.reload() }, 900)",
    "setInterval(async () => { const one = await fetch('/api/tasks/status/' + localStorage.id).then(r => r.json()); if (one.sunny) location.reload() }, 900)",
  ],
  [
    'jobs',
    "async function go() { let done = false; while (!done) { await new Promise(r => setTimeout(r, 9)); const one = await fetch('/api/generate/' + localStorage.id).then(r => r.json()); done = one.done } }; go()",
    "async function go() { let bell = false; while (!bell) { await new Promise(r => setTimeout(r, 9)); const one = await fetch('/api/generate/' + localStorage.id).then(r => r.json()); bell = one.bell } }; go()",
  ],
]

async function needs(feature: string, code: string): Promise<boolean | undefined> {
  const folder = await mkdtemp(join(tmpdir(), 'plinth-signs-'))
  try {
    await writeFile(join(folder, 'index.html'), '<script type="module" src="/main.js"></script>')
    await writeFile(join(folder, 'main.js'), code)
    const { features } = deriveBlueprint([await detect(folder)], { name: 'signs' })
    return features[feature as keyof typeof features]?.needed
  } finally {
    await rm(folder, { recursive: true })
  }
}

describe('one line says that a feature is needed, and one that looks like it does not', () => {
  for (const [feature, yes, no] of SIGNS) {
    test(`${feature}: ${yes.trim().slice(-60)}`, async () => {
      expect([await needs(feature, yes), await needs(feature, no)]).toEqual([true, false])
    })
  }
})
