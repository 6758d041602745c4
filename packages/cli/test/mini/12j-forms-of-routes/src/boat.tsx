import { type ActionFunctionArgs, Form, redirect, useLoaderData } from 'react-router-dom'

export async function action({ request, params }: ActionFunctionArgs) {
  const boat = Object.fromEntries(await request.formData())
  await fetch(`/club/boats/${params.id}`, { method: 'PUT', body: JSON.stringify(boat) })
  return redirect('/')
}

export const boatLoader = async ({ params }) => fetch(`/club/boats/${params.id}`)

export function Boat() {
  const boat = useLoaderData()
  return (
    <>
      <h1>{boat.name}</h1>
      <Form role="search">
        <input name="find" />
      </Form>
      <Form method="post">
        <input name="name" />
        <input name="seats" type="number" />
        <button type="submit">Save</button>
      </Form>
    </>
  )
}
