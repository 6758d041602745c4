declare module '../context/context.ts' {
  interface Context {
    /** The access token that came with the request, for `me` to give back. A secret: it belongs in no log. */
    readonly accessToken?: string
  }
}
