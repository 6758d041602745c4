/** Stands where content is about to be; appears after a moment, so that fast answers do not flash. */
export function Loading({ what = 'page' }: { what?: string }) {
  return (
    <div className="loading" role="status">
      <span className="spinner" />
      <span className="visually-hidden">Loading the {what}</span>
    </div>
  )
}
