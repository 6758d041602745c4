import axios from 'axios'
import { ErrorMessage, Field, Form, Formik } from 'formik'
import { useState } from 'react'
import { createRoot } from 'react-dom/client'
import * as Yup from 'yup'

const schema = Yup.object({
  fullName: Yup.string().required().max(100),
  passport: Yup.string().matches(/^[A-Z0-9]{6,9}$/),
  arrival: Yup.date().required(),
  address: Yup.object({ city: Yup.string(), zip: Yup.string() }),
})

const toPayload = ({ fullName, passport, arrival, address: { zip, ...address } }) => ({
  'full-name': fullName,
  passport_no: passport,
  arrival_date: arrival,
  address: { ...address, postal_code: zip },
})

function Application() {
  const [number, setNumber] = useState()
  return (
    <Formik
      initialValues={{ fullName: '', passport: '', arrival: '', address: { city: '', zip: '' } }}
      validationSchema={schema}
      onSubmit={async (values, { setSubmitting }) => {
        const { data } = await axios.post('/api/applications', toPayload(values))
        setNumber(data.reference)
        setSubmitting(false)
      }}
    >
      <Form>
        <Field name="fullName" />
        <ErrorMessage name="fullName" />
        <Field name="passport" />
        <Field name="arrival" type="date" />
        <Field name="address.city" />
        <Field name="address.zip" />
        <button type="submit">Apply</button>
        {number}
      </Form>
    </Formik>
  )
}

createRoot(document.getElementById('root')).render(<Application />)
