import type { Field, Shape } from '../../blueprint/endpoint.ts'

const BY_NAME: readonly (readonly [RegExp, NonNullable<Field['format']>])[] = [
  [/^e?-?mail$|email$|Email$/, 'email'],
  [/password$|Password$|^passwd$|^pwd$/, 'password'],
  [/(?:^u|U)rl$|^website$|^homepage$|^uri$|Uri$/, 'url'],
  [/(?:^u|U)uid$/, 'uuid'],
  [/[a-z](?:At|_at)$|^(?:created|updated|published)$/, 'date-time'],
  [/[a-z](?:Date|_date|_on)$|^date$|^birthday$/, 'date'],
]

const BY_COMMENT: Readonly<Record<string, NonNullable<Field['format']>>> = {
  email: 'email',
  password: 'password',
  uri: 'url',
  url: 'url',
  uuid: 'uuid',
  date: 'date',
  'date-time': 'date-time',
}

/** What is known of a field beside its shape. */
export interface FieldTraits {
  optional: boolean
  nullable?: boolean
  comment?: string
  /** What the field of a form is for. */
  format?: NonNullable<Field['format']>
}

/** A field, with the format that its comment or its name gives it. */
export function fieldOf(name: string, shape: Shape, traits: FieldTraits): Field {
  const field: Field = { shape, optional: traits.optional }
  if (traits.nullable) field.nullable = true
  const format = traits.format ?? formatOf(name, shape, traits.comment)
  if (format) field.format = format
  return { ...field, ...limitsOf(traits.comment) }
}

function formatOf(name: string, shape: Shape, comment: string | undefined): Field['format'] | undefined {
  const written = /@format\s+([\w-]+)/.exec(comment ?? '')?.[1]
  if (written && BY_COMMENT[written]) return BY_COMMENT[written]
  if (shape.kind !== 'string' && shape.kind !== 'unknown') return undefined
  const found = BY_NAME.find(([pattern]) => pattern.test(name))
  return found?.[1]
}

const LIMITS: readonly (readonly [RegExp, 'min' | 'max' | 'minLength' | 'maxLength'])[] = [
  [/@min(?:imum)?\s+(-?[\d.]+)/, 'min'],
  [/@max(?:imum)?\s+(-?[\d.]+)/, 'max'],
  [/@minLength\s+(\d+)/, 'minLength'],
  [/@maxLength\s+(\d+)/, 'maxLength'],
]

function limitsOf(comment: string | undefined): Partial<Field> {
  const limits: Partial<Field> = {}
  for (const [pattern, name] of comment ? LIMITS : []) {
    const found = pattern.exec(comment ?? '')?.[1]
    if (found !== undefined) limits[name] = Number(found)
  }
  return limits
}
