import { makeGlobal, type Native, native, type Value } from '../../syntax/index.ts'

/**
 * A function that `withTypes` gives again: `useSelector.withTypes<RootState>()`, `createAsyncThunk.withTypes<{ state:
 * RootState }>()`.
 */
export function typed(name: string, run: Native, library = 'redux'): Value {
  const plain = native(name, run, `${library}.${name}`)
  const again: Native = () => [plain]
  const withTypes: Value = [native('withTypes', again, `${library}.${name}.withTypes`)]
  return [{ ...plain, statics: makeGlobal(`${library}.${name}`, { withTypes }) }]
}
