import { ErrorNotice } from '../../components/feedback/Notice.tsx'
import { FileField } from '../../components/form/FileField.tsx'
import { isRunning, useImport } from '../../hooks/useImport.ts'
import { useTitle } from '../../hooks/useTitle.ts'
import type { ImportJob } from '../../types.ts'

const outcomes: Record<ImportJob['status'], string> = {
  waiting: 'Waiting to start',
  active: 'Importing',
  completed: 'Import finished',
  failed: 'Import failed',
  cancelled: 'Import cancelled',
}

function ImportProgress({ job, onCancel }: { job: ImportJob; onCancel: () => void }) {
  return (
    <section className="panel form" aria-label="Progress">
      <p role="status">
        <strong>{outcomes[job.status]}</strong>
      </p>
      <progress aria-label="Import progress" max={100} value={job.progress} />
      <p className="muted">
        {job.processed} of {job.total} rows
      </p>
      {isRunning(job) && (
        <button type="button" className="button button-quiet" onClick={onCancel}>
          Cancel import
        </button>
      )}
      {job.errors.length > 0 && (
        <ul className="row-errors" aria-label="Rows that were left out">
          {job.errors.map(({ row, message }) => (
            <li key={`${row}-${message}`}>
              Row {row}: {message}
            </li>
          ))}
        </ul>
      )}
    </section>
  )
}

/** Imports products from a CSV file; the server works on it in the background. */
export function ImportPage() {
  const { start, job, cancel } = useImport()
  const busy = start.isPending || isRunning(job.data)
  useTitle('Import')
  return (
    <>
      <h1>Import products</h1>
      <div className="two-columns">
        <div className="panel form">
          <FileField
            label="Choose a CSV file"
            hint="The import goes on in the background; you can keep working."
            accept=".csv,text/csv"
            disabled={busy}
            onFiles={([file]) => file && start.mutate(file)}
          />
          <ErrorNotice error={start.error ?? job.error ?? cancel.error} feature="CSV import" />
        </div>
        <section className="panel form" aria-label="Columns">
          <h2>Columns</h2>
          <p className="muted">The first row names them, in any order.</p>
          <ul className="columns">
            {['name', 'description', 'priceCents', 'stock', 'status', 'category'].map(column => (
              <li key={column}>
                <code>{column}</code>
              </li>
            ))}
          </ul>
        </section>
      </div>
      {job.data && <ImportProgress job={job.data} onCancel={() => job.data && cancel.mutate(job.data.id)} />}
    </>
  )
}
