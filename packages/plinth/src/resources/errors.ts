import { defineErrors } from '../errors/index.ts'

/** What is wrong with a resource is found at boot. Only the cursor comes from a client. */
export const resourceErrors = defineErrors({
  CURSOR_INVALID: {
    status: 400,
    say: 'The cursor does not belong to this list.',
    hint: 'Send the cursor of the page before unchanged, with the same sort; or leave it out to start again.',
  },
  RESOURCE_TABLE_UNKNOWN: {
    status: 500,
    say: '{resource}: its table is not in the schema.',
    hint: 'Export the table from the module that defineBackend gets as schema.',
  },
  RESOURCE_TWICE: {
    status: 500,
    say: 'Two resources are called {resource}.',
    hint: 'Give one of them a name: resource(table, { name: … }).',
  },
  RESOURCE_OPTION_INVALID: { status: 500, say: '{resource}: {problem}', hint: '{mend}' },
  RESOURCE_FIELD_UNKNOWN: {
    status: 500,
    say: '{resource}: {option} names {field}, which is no field of {table}.{nearest}',
    hint: 'Use the key that the column has in the schema.',
  },
  RESOURCE_COMPUTED_INVALID: { status: 500, say: '{resource}: the computed field {field} {problem}', hint: '{mend}' },
  RESOURCE_RELATION_UNKNOWN: {
    status: 500,
    say: '{resource}: {option} names {relation}, which is no relation of {table}.{nearest}',
    hint: 'Relations come from foreign keys. Without one, name it: relations: { {relation}: … }.',
  },
  RESOURCE_RELATION_AMBIGUOUS: {
    status: 500,
    say: '{resource}: {relation} could be any of {keys}.',
    hint: 'Say which key is meant: relations: { {relation}: … }.',
  },
  RESOURCE_VIEW_UNKNOWN: {
    status: 500,
    say: '{resource}: {relation} has rows of {table}, which {problem}.',
    hint: 'Name a resource of that table: { {relation}: "<resource>" }. With operations: [] it is only read with others.',
  },
  OPERATION_TWICE: {
    status: 500,
    say: '{first} and {second} both answer {route}.',
    hint: 'Change the path of one of them.',
  },
})
