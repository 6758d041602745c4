import { z } from 'zod'

// what the form works with
export const recipeForm = z.object({
  title: z.string().min(3).max(80),
  minutes: z.coerce.number().int(),
  ingredients: z.array(z.object({ label: z.string(), grams: z.number() })),
})
export type RecipeForm = z.infer<typeof recipeForm>

// what the backend speaks
const wire = z.object({
  recipe_id: z.number(),
  recipe_title: z.string(),
  prep_time: z.number(),
  lines: z.array(z.object({ name: z.string(), weight_g: z.number() })),
})

const toWire = (r: RecipeForm) => ({
  recipe_title: r.title,
  prep_time: r.minutes * 60,
  lines: r.ingredients.map(i => ({ name: i.label, weight_g: i.grams })),
})

const fromWire = (raw: unknown) => {
  const w = wire.parse(raw)
  return { id: w.recipe_id, title: w.recipe_title, minutes: w.prep_time / 60, ingredients: w.lines.map(l => ({ label: l.name, grams: l.weight_g })) }
}

export async function load(id: number) {
  return fromWire(await (await fetch(`/api/recipes/${id}`)).json())
}

export async function save(id: number, recipe: RecipeForm) {
  await fetch(`/api/recipes/${id}`, {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(toWire(recipe)),
  })
}
