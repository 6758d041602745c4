import { Controller, FormProvider, useForm, useFormContext } from 'react-hook-form'
import { Box, Input } from 'some-inputs'

export function Sheet({ onSubmit, begin, children }) {
  const options = {}
  if (begin) options.defaultValues = begin
  const methods = useForm(options)
  const send = values => {
    onSubmit(values)
    methods.reset()
  }
  return (
    <FormProvider {...methods}>
      <form onSubmit={methods.handleSubmit(send)}>{children}</form>
    </FormProvider>
  )
}

export const Line = ({ name, label }) => (
  <Controller
    name={name}
    render={({ field }) => (
      <Box label={label}>
        <Input {...field} />
      </Box>
    )}
  />
)

export function Word({ name }) {
  const { register } = useFormContext()
  return <input {...register(name)} />
}
