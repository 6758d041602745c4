/**
 * JSON text of a value. `undefined` is `null`; a bigint is a string, or a number where the dialect sends numbers.
 * The replacer is only paid for by values that hold a bigint.
 */
export function stringify(value: unknown, bigNumbers: 'string' | 'number'): string {
  try {
    return JSON.stringify(value) ?? 'null'
  } catch {
    return JSON.stringify(value, (_key, part: unknown) => {
      if (typeof part !== 'bigint') return part
      return bigNumbers === 'number' ? Number(part) : String(part)
    })
  }
}
