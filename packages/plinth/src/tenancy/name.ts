const uuid = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/
/** A label of a host name, RFC 1123 section 2.1. */
const label = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/

/** True for a tenant id. */
export const isTenantId = (name: string): boolean => uuid.test(name)

/** True for a slug: a label of a host name that cannot be taken for an id. */
export const isSlug = (name: string): boolean => label.test(name) && !uuid.test(name)
