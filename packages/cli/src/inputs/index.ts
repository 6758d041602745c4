/** Reads an OpenAPI document as if it were a frontend. */

/** Reads a recording of a browser's traffic. */
export { readHar } from './har/har.ts'
export { readOpenapi } from './openapi/openapi.ts'
