import { zodResolver } from '@hookform/resolvers/zod'
import { createRoot } from 'react-dom/client'
import { useFieldArray, useForm } from 'react-hook-form'
import { load, type RecipeForm, recipeForm, save } from './recipe'

const id = Number(location.pathname.split('/').pop())

function Editor() {
  const { register, control, handleSubmit } = useForm<RecipeForm>({
    resolver: zodResolver(recipeForm),
    defaultValues: () => load(id),
  })
  const { fields, append } = useFieldArray({ control, name: 'ingredients' })
  return (
    <form onSubmit={handleSubmit(values => save(id, values))}>
      <input {...register('title')} />
      <input {...register('minutes')} />
      {fields.map((f, i) => (
        <p key={f.id}>
          <input {...register(`ingredients.${i}.label`)} />
          <input {...register(`ingredients.${i}.grams`, { valueAsNumber: true })} />
        </p>
      ))}
      <button type="button" onClick={() => append({ label: '', grams: 0 })}>
        More
      </button>
      <button>Save</button>
    </form>
  )
}

createRoot(document.getElementById('root')!).render(<Editor />)
