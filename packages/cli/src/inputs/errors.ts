import { defineErrors } from 'plinth/errors'

export const inputErrors = defineErrors({
  INPUT_MISSING: {
    status: 400,
    say: 'There is no file {file}.',
    hint: 'Name a file: `--openapi openapi.json`, `--har recording.har`.',
  },
  INPUT_MALFORMED: {
    status: 400,
    say: '{file}:{line}:{column} is not JSON: {problem}',
    hint: 'Correct that place. YAML is not read: write the document as JSON.',
  },
  INPUT_UNFIT: {
    status: 400,
    say: '{file} at {pointer}: {problem}',
    hint: 'OpenAPI 3.0 and 3.1 as JSON are read, and HAR 1.2 as browsers save it.',
  },
})
