import {
  arg,
  type Call,
  callback,
  callLater,
  getMember,
  holding,
  makeArray,
  makeThing,
  type Native,
  native,
  putFields,
  release,
  siteOfCall,
  UNDEFINED,
  unknown,
  type Value,
} from '../../syntax/index.ts'
import type { MakeDetector } from '../detector.ts'
import { formik, showField, showForm } from './formik.ts'
import { parsedOutside, schemaLibraries } from './schemas.ts'
import { functionsOf, memberByPath, register, setByPath, surround, valuesOf } from './values.ts'

/** Packages of forms: what a form sends has the names of its schema, of what it begins with, or of its fields. */
export const formsDetector: MakeDetector = () => {
  const define = (name: string, run: Native): Value => [native(name, run, `forms.${name}`)]
  const hook = define('useForm', call => useForm(call))
  return {
    libraries: {
      ...schemaLibraries(),
      'react-hook-form': { useForm: hook, useFormContext: define('useFormContext', useFormContext) },
      'vee-validate': { useForm: hook },
      '@mantine/form': { useForm: hook },
      '@inertiajs/react': { useForm: hook },
      formik: { useFormik: define('useFormik', call => useForm(call, true)), ...formik(define) },
      'react-final-form': { Form: define('Form', showForm), Field: define('Field', showField) },
    },
    outside: parsedOutside,
  }
}

/** What stands somewhere in a form: `register('title')` gives a field its name, by which the form around knows it. */
const useFormContext: Native = call => {
  const form = makeThing(call.frame, siteOfCall(call), 'instance')
  const field: Native = inner => {
    const named = makeThing(inner.frame, siteOfCall(inner))
    putFields(inner.frame, named, { name: arg(inner, 0) })
    return [named]
  }
  putFields(call.frame, form, { register: [native('register', field, 'forms.registerWithin')] })
  form.lazy = name => unknown(name)
  return [form]
}

/** `useForm({ resolver, defaultValues })` and its like. */
function useForm(call: Call, whole = false): Value {
  const form = makeThing(call.frame, siteOfCall(call), 'instance')
  const options = arg(call, 0)
  const values = valuesOf({ options, form, whole }, call)
  callLater(functionsOf(getMember(options, 'onSubmit', call)), call.frame, [values, unknown('actions')])
  const submit: Native = inner => {
    const handler = functionsOf(arg(inner, 0))
    const run: Native = later => {
      surround(form, arg(later, 0), later)
      return callback(later, handler, [values, unknown('event')])
    }
    release(arg(inner, 1), inner.frame)
    return [holding(native('submit', run, `submit:${form.key}:${siteOfCall(inner)}`), [...handler, ...values])]
  }
  const field: Native = inner => {
    register(form, arg(inner, 0), inner)
    return [makeThing(inner.frame, siteOfCall(inner))]
  }
  const define = (name: string, run: Native): Value => [holding(native(name, run, `${name}:${form.key}`), values)]
  const write: Native = inner => {
    setByPath({ form, values }, arg(inner, 0), inner)
    return UNDEFINED
  }
  const read: Native = inner => memberByPath(values, arg(inner, 0), inner)
  putFields(call.frame, form, {
    values,
    data: values,
    handleSubmit: define('handleSubmit', submit),
    onSubmit: define('onSubmit', submit),
    register: define('register', field),
    getInputProps: define('getInputProps', field),
    defineField: define('defineField', inner => {
      register(form, arg(inner, 0), inner)
      return makeArray(inner.frame, siteOfCall(inner), [unknown('model'), unknown('attributes')])
    }),
    setValue: define('setValue', write),
    setFieldValue: define('setFieldValue', write),
    watch: define('watch', read),
    getValues: define('getValues', read),
  })
  form.holds = values
  form.lazy = name => unknown(name)
  return [form]
}
