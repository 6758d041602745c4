import { defineErrors } from 'plinth/errors'

export const cliErrors = defineErrors({
  FRONTEND_MISSING: {
    status: 400,
    say: 'There is no folder {folder}.',
    hint: 'Name the folder that holds the frontend’s package.json or its sources.',
  },
  FRONTEND_EMPTY: {
    status: 400,
    say: 'There is no frontend source in {folder}.',
    hint: 'Plinth reads scripts (.js, .ts, .jsx, .tsx, .mjs, .mts, .cjs), .vue, .svelte and pages outside of node_modules, builds and tests.',
  },
  FRONTEND_SILENT: {
    status: 400,
    say: 'The frontend in {folder} asks for no backend. {found}',
    hint: '`plinth detect {folder} --json` lists what was read and what stayed unresolved.',
  },
  BLUEPRINT_MISSING: {
    status: 400,
    say: 'There is no file {file}.',
    hint: 'Make one: `plinth detect path/to/frontend --json > blueprint.json`.',
  },
  BLUEPRINT_MALFORMED: {
    status: 400,
    say: '{file} is not JSON: {problem}',
    hint: 'Correct that place, or detect again.',
  },
  FILE_UNWRITABLE: {
    status: 400,
    say: '{file} cannot be written: {problem}',
    hint: 'Name a file in a folder that is there and may be written to.',
  },
  FOLDER_UNNAMED: {
    status: 400,
    say: 'Say where to write the project.',
    hint: '`plinth new my-backend --from path/to/frontend`',
  },
  FOLDER_TAKEN: {
    status: 400,
    say: '{folder} is not empty, and was not written by Plinth.',
    hint: 'Name another folder.',
  },
  SOURCE_MISSING: {
    status: 400,
    say: 'Say what the backend is for.',
    hint: '`plinth new DIR --from path/to/frontend`, or `--blueprint blueprint.json`.',
  },
  PACKAGE_UNBUILT: {
    status: 500,
    say: 'The package {name} is not built.',
    hint: 'In the repository of Plinth: `npm run build`.',
  },
  PACKAGE_UNPACKED: {
    status: 500,
    say: 'The package {name} could not be packed: {reason}',
    hint: 'npm must be on the PATH, and the folder writable.',
  },
  BUILD_FAILED: {
    status: 500,
    say: 'The build of {folder} ended with code {code}.',
    hint: 'Its own output above says why; `npm run build` there repeats it.',
  },
  RESET_BUSY: {
    status: 500,
    say: 'Somebody uses the database of {folder}.',
    hint: 'Stop what runs there (Ctrl-C), then start over.',
  },
  DEV_MISUSED: { status: 400, say: '{problem}', hint: '`plinth dev --help` says how.' },
  PORT_TAKEN: {
    status: 500,
    say: 'Port {port} is taken.',
    hint: 'Stop what listens there, or name another: `--port 4001`.',
  },
})
