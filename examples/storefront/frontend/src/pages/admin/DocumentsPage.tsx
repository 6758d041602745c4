import { useState } from 'react'
import { ErrorNotice } from '../../components/feedback/Notice.tsx'
import { FileField } from '../../components/form/FileField.tsx'
import { Icon } from '../../components/Icon.tsx'
import { countOf, formatSize } from '../../format.ts'
import { useTitle } from '../../hooks/useTitle.ts'
import { useUploads } from '../../hooks/useUploads.ts'
import type { Upload } from '../../types.ts'

function UploadedDocuments({ documents }: { documents: Upload[] }) {
  if (documents.length === 0) return null
  return (
    <section className="panel" aria-label="Uploaded documents">
      <h2>{countOf(documents.length, 'document')} uploaded</h2>
      <ul className="lines">
        {documents.map(({ id, name, url, size }) => (
          <li key={id} className="line">
            <Icon name="file" />
            <div className="line-text">
              <a href={url}>{name}</a>
              <span className="muted">{formatSize(size)}</span>
            </div>
          </li>
        ))}
      </ul>
    </section>
  )
}

/** Uploads documents such as data sheets, several at once, and gives their links. */
export function DocumentsPage() {
  const [documents, setDocuments] = useState<Upload[]>([])
  const upload = useUploads()
  const onFiles = (files: File[]) =>
    upload.mutate(files, { onSuccess: stored => setDocuments(earlier => [...stored, ...earlier]) })
  useTitle('Documents')
  return (
    <>
      <h1>Documents</h1>
      <div className="panel form">
        <FileField
          label="Upload documents"
          hint="Data sheets, manuals, certificates. Several at once, up to 20 MB each."
          multiple
          disabled={upload.isPending}
          onFiles={onFiles}
        />
        {upload.isPending && <p role="status">Uploading</p>}
        <ErrorNotice error={upload.error} feature="Document upload" />
      </div>
      <UploadedDocuments documents={documents} />
    </>
  )
}
