import { type ActionFunctionArgs, useFetcher } from 'react-router-dom'

export const crewAction = async ({ request }: ActionFunctionArgs) => {
  const form = await request.formData()
  switch (form.get('intent')) {
    case 'join':
      return fetch('/club/crew', { method: 'POST', body: JSON.stringify({ rower: form.get('rower') }) })
    case 'leave':
      return fetch(`/club/crew/${form.get('rower')}`, { method: 'DELETE' })
    default:
      throw new Response('', { status: 400 })
  }
}

export function Crew() {
  const fetcher = useFetcher()
  const leave = (rower: number) => fetcher.submit({ intent: 'leave', rower }, { method: 'post' })
  return (
    <fetcher.Form method="post">
      <input type="hidden" name="intent" value="join" />
      <input name="rower" />
      <button type="button" onClick={() => leave(3)}>
        Leave
      </button>
    </fetcher.Form>
  )
}
