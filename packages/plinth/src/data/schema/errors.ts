import { defineErrors } from '../../errors/index.ts'

/** What a schema can get wrong. */
export const schemaErrors = defineErrors({
  SCHEMA_UNSUPPORTED: { status: 500, say: '{table}: {what} is not supported.', hint: '{mend}' },
  SCHEMA_AMBIGUOUS: { status: 500, say: '{what} is defined twice in the schema.', hint: 'Rename one of the two.' },
})
