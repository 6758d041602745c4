import type { Detection as Derivable } from '../blueprint/derive/detection.ts'

/** Everything that was found in one frontend. */
export type Detection = Derivable & { readonly files: number; readonly framework: string }
