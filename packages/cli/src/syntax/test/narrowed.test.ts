import { expect, test } from 'vitest'
import { run } from './program.ts'

/** The words that are noted of a variable and of a field that may each be empty, `/lake` or `/lake/`. */
function noted(code: (subject: string) => string): string[][] {
  const any = "Math.random() ? '' : Math.random() ? '/lake' : '/lake/'"
  return ['path', 'table.path'].map(subject => {
    const main = `import { note } from 'probe'
      let path = ${any}
      const table = { path: ${any} }
      function ask(path) { ${code(subject)} }
      ask(path)`
    return Object.keys(run({ main }).noted)
  })
}

test.each([
  [
    'what is thrown for when it is empty is not empty afterwards',
    "if (X === '') throw new Error(); note(X)",
    ['/lake', '/lake/'],
  ],
  ['what is there when it is asked for is not empty', 'if (X) note(X)', ['/lake', '/lake/']],
  ['what ends otherwise is left out', "if (X.endsWith('/')) note(X)", ['/lake/']],
  ['what does not end so is left over', "if (!X.endsWith('/')) note(X)", ['', '/lake']],
  ['a pattern leaves what it fits', 'if (/e$/.test(X)) note(X)', ['/lake']],
  [
    'what is written afterwards counts',
    "if (X.endsWith('/')) { X = Math.random() ? '/sea' : '/sea/'; note(X) }",
    ['/sea', '/sea/'],
  ],
])('a variable and a field: %s', (_name, code, words) => {
  expect(noted(subject => code.replaceAll('X', subject))).toEqual([words, words])
})
