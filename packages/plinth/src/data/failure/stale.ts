/**
 * Whether a prepared plan and its connection no longer fit: the table changed under it (0A000), or it is missing
 * (26000) or there twice (42P05), because a neighbour in the pipeline failed while preparing it.
 */
export function isStalePlan(error: unknown): boolean {
  const { code, routine } = error as { code?: unknown; routine?: unknown }
  return code === '26000' || code === '42P05' || (code === '0A000' && routine === 'RevalidateCachedQuery')
}
