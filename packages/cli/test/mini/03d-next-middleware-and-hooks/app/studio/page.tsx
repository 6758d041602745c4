import { cookies } from 'next/headers'
import { revalidatePath } from 'next/cache'
import { Sketches } from './sketches'

const backend = process.env.BACKEND_URL ?? 'http://localhost:4000'

export default async function Studio() {
  const res = await fetch(backend + '/sketches', {
    headers: { cookie: cookies().toString() },
    next: { revalidate: 60 },
  })
  const sketches = await res.json()

  async function add(form: FormData) {
    'use server'
    await fetch(backend + '/sketches', {
      method: 'POST',
      headers: { cookie: cookies().toString(), 'content-type': 'application/json' },
      body: JSON.stringify({ name: form.get('name') }),
    })
    revalidatePath('/studio')
  }

  return (
    <>
      <form action={add}>
        <input name="name" />
        <button>Add</button>
      </form>
      <Sketches initial={sketches} />
    </>
  )
}
