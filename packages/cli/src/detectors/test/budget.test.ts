import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type Detection, detect } from '../index.ts'

const made: string[] = []

function project(files: Record<string, string>): string {
  const root = mkdtempSync(join(tmpdir(), 'plinth-budget-'))
  made.push(root)
  for (const [path, content] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true })
    writeFileSync(join(root, path), content)
  }
  return root
}

afterAll(() => {
  for (const root of made) rmSync(root, { recursive: true, force: true })
})

/** Work of nine thousand steps. */
const HEAVY = `export const heavy = n => {\n${'n + 1\n'.repeat(3_000)}}\n`

/** A page that asks, and in the second round has much to do before it does. */
const PAGE = `
  import { useEffect, useState } from 'react'
  import { gql, useQuery } from '@apollo/client'
  import { createClient } from '@supabase/supabase-js'
  import { createRoot } from 'react-dom/client'
  import { heavy } from './heavy'

  const Child = () => {
    fetch('/api/child').then(answer => answer.json()).then(({ name }) => alert(name))
    return <Grandchild />
  }
  const Grandchild = () => {
    fetch('/api/grandchild')
    return null
  }
  const Page = () => {
    const [step, setStep] = useState(0)
    useEffect(() => setStep(1), [])
    if (step) heavy(step)
    fetch('/api/own')
    new WebSocket('wss://api.example.com/events').onmessage = () => {}
    createClient('https://x.supabase.co', 'key').from('notes').select('title')
    useQuery(gql\`query Names { names }\`)
    if (localStorage.getItem('user').role === 'editor') return <Child />
    return <Child />
  }
  createRoot(document.body).render(<Page />)
`

interface Found {
  paths: string[]
  reads: string[]
  rest: object
}

function factsOf({ endpoints, sockets, sdk, operations, signals }: Detection): Found {
  return {
    paths: endpoints.map(({ path }) => path),
    reads: endpoints.find(({ path }) => path === '/api/child')?.reads ?? [],
    rest: {
      sockets: sockets?.map(({ url }) => url),
      sdk: sdk?.map(({ library, calls }) => [library, calls.map(({ name }) => name)]),
      operations: operations?.map(({ name }) => name),
      roles: signals?.roles?.map(({ value }) => value),
    },
  }
}

describe('a budget that ends in a later round', () => {
  let root = ''
  let whole: Detection
  beforeAll(async () => {
    root = project({ 'src/main.tsx': PAGE, 'src/heavy.ts': HEAVY })
    whole = await detect(root)
  })

  test('is not needed where there is enough of it', () => {
    expect(whole.problems).toEqual([])
    expect(factsOf(whole)).toEqual({
      paths: ['/api/child', '/api/grandchild', '/api/own'],
      reads: ['name'],
      rest: {
        sockets: ['wss://api.example.com/events'],
        sdk: [['supabase', ['notes.select']]],
        operations: ['Names'],
        roles: ['editor'],
      },
    })
  })

  test('loses nothing of what was found before', async () => {
    for (let budget = 500; budget < 8_000; budget += 250) {
      const found = await detect(root, { budget })
      expect(
        found.problems?.map(({ file }) => file),
        String(budget),
      ).toContain('src/heavy.ts')
      expect(factsOf(found), String(budget)).toEqual(factsOf(whole))
    }
  })
})

test('what nothing reaches is tried though all else has spent the budget', async () => {
  const dead = "export const forgotten = () => fetch('/api/forgotten')\n"
  const main = `import { heavy } from './heavy'\nfetch('/api/first')\nheavy(1)\nfetch('/api/last')\n`
  const root = project({ 'src/main.ts': main, 'src/heavy.ts': HEAVY, 'src/dead.ts': dead })
  const { endpoints, problems } = await detect(root, { budget: 2_000 })
  expect(endpoints.map(({ path, live }) => [path, live])).toEqual([
    ['/api/first', true],
    ['/api/forgotten', false],
  ])
  expect(problems?.map(({ file }) => file)).toEqual(['src/heavy.ts'])
})

/** A view that shows views like itself in five places, and does some work. */
const VIEWS = `
  import { HttpClient } from '@angular/common/http'
  import { Component, Input, NgModule } from '@angular/core'
  import { platformBrowserDynamic } from '@angular/platform-browser-dynamic'

  @Component({
    selector: 'app-view',
    template: \`${[1, 2, 3, 4, 5].map(at => `<app-view *ngIf="parts[${at}]" [id]="parts[${at}]"></app-view>`).join('')}\`,
  })
  export class View {
    @Input() id = 0
    parts: number[] = []
    constructor(private http: HttpClient) {}
    ngOnInit() {
      ${'this.count(this.id)\n'.repeat(20)}
      this.http.get<{ parts: number[] }>('/api/views/' + this.id).subscribe(({ parts }) => (this.parts = parts))
    }
    count(n: number) { return n + 1 }
  }

  @Component({ selector: 'app-root', template: '<app-view [id]="1"></app-view>' })
  export class App {}

  @NgModule({ bootstrap: [App] })
  export class AppModule {}
  platformBrowserDynamic().bootstrapModule(AppModule)
`

test('views within views are no power of the places where they stand', async () => {
  const manifest = '{ "dependencies": { "@angular/core": "17" } }'
  const root = project({ 'package.json': manifest, 'src/main.ts': VIEWS })
  const { endpoints, problems } = await detect(root, { budget: 2_000 })
  expect(endpoints.map(({ path, live }) => [path, live])).toEqual([['/api/views/{id}', true]])
  expect(problems).toEqual([])
})
