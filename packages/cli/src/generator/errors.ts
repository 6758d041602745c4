import { defineErrors } from 'plinth/errors'

/** A blueprint that cannot be written as a project, and a project that cannot be written to. */
export const generatorErrors = defineErrors({
  BLUEPRINT_UNFIT: {
    status: 400,
    say: 'The blueprint is not usable: {at}: {problem}',
    hint: 'Mend it by hand, or make it anew with `plinth detect <frontend> --json`.',
  },
  BLUEPRINT_NAME: {
    status: 400,
    say: 'The blueprint calls {what} {name}, which cannot be a name.',
    hint: 'A name begins with a small letter, and has letters, digits and "_" only, 60 at most. Modules and actions may have "-".',
  },
  BLUEPRINT_CLASH: {
    status: 400,
    say: 'Two of {what} in the blueprint are called {name}.',
    hint: 'Names must differ by more than their case, because files and tables are named after them.',
  },
  BLUEPRINT_REFERENCE: {
    status: 400,
    say: 'The blueprint names {what} {name} in {at}, and there is none.',
    hint: 'Add it, or take the reference out.',
  },
  PROJECT_PATH: {
    status: 500,
    say: '{path} is not inside of the project.',
    hint: 'Files are written inside of the project only, and not through links that lead out of it.',
  },
  PROJECT_UNWRITABLE: { status: 500, say: '{path} cannot be written: {reason}', hint: '{mend}' },
  PROJECT_LOSS: {
    status: 500,
    say: 'Nothing was written to {dir}: its data would be lost or endangered, because the new schema {losses}.',
    hint: 'Say `--rename old=new` for what has another name now{renames}, `--allow-data-loss` to go on, or, with `plinth run`, `--reset` to begin with an empty database: the old one is moved aside.',
  },
  PROJECT_PREPARE: {
    status: 500,
    say: 'The migration of {dir} could not be written: {reason}',
    hint: '`npx plinth migrate new change` in the project writes it by hand.',
  },
})
