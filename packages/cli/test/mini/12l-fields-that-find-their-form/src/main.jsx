import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'
import { FormProvider, useForm } from 'react-hook-form'
import { Line, Sheet, Word } from './Sheet'

const sent = (method, path, values) => fetch(path, { method, body: JSON.stringify(values) })

function Found() {
  return (
    <Sheet onSubmit={values => sent('POST', '/api/things', values)}>
      <section>
        <Line name="kind" label="What?" />
        <Word name="place" />
      </section>
      <button>Found</button>
    </Sheet>
  )
}

function Change({ id }) {
  const [thing, setThing] = useState()
  useEffect(() => {
    fetch(`/api/things/${id}`)
      .then(answer => answer.json())
      .then(setThing)
  }, [id])
  return (
    <Sheet begin={thing} onSubmit={values => sent('PUT', `/api/things/${id}`, values)}>
      <Line name="shelf" label="Where is it now?" />
    </Sheet>
  )
}

function Claim({ id }) {
  const methods = useForm()
  const claim = values => {
    values.since = Number(values.since)
    sent('POST', `/api/things/${id}/claims`, values)
  }
  return (
    <FormProvider {...methods}>
      <form onSubmit={methods.handleSubmit(claim)}>
        <Line name="owner" label="Whose is it?" />
        <Word name="since" />
      </form>
    </FormProvider>
  )
}

const id = location.hash.slice(1)
createRoot(document.getElementById('root')).render(
  <>
    <Found />
    <Change id={id} />
    <Claim id={id} />
  </>,
)
