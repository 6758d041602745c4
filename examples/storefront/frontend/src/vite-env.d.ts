/// <reference types="vite/client" />

interface ImportMetaEnv {
  /** Where the API is, without a slash at the end. Default `/api` on the page's own host. */
  readonly VITE_API_URL?: string
}
