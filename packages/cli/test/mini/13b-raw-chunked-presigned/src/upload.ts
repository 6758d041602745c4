const CHUNK = 5 * 1024 * 1024

/** raw bytes, one request a file */
export async function raw(folder: string, files: FileList) {
  for (const file of Array.from(files)) {
    await fetch(`/api/folders/${folder}/files/${encodeURIComponent(file.name)}?overwrite=true`, {
      method: 'PUT',
      headers: { 'Content-Type': 'application/octet-stream' },
      body: file,
    })
  }
}

/** in parts */
export async function chunked(file: File, onProgress: (done: number) => void) {
  const { uploadId } = await (
    await fetch('/api/uploads', { method: 'POST', body: JSON.stringify({ name: file.name, size: file.size }) })
  ).json()
  for (let at = 0, part = 0; at < file.size; at += CHUNK, part++) {
    await new Promise<void>((resolve, reject) => {
      const xhr = new XMLHttpRequest()
      xhr.open('POST', `/api/uploads/${uploadId}/parts/${part}`)
      xhr.upload.onprogress = e => onProgress(at + e.loaded)
      xhr.onload = () => resolve()
      xhr.onerror = () => reject(new Error('network'))
      const form = new FormData()
      form.append('chunk', file.slice(at, at + CHUNK))
      form.append('total', String(Math.ceil(file.size / CHUNK)))
      xhr.send(form)
    })
  }
  await fetch(`/api/uploads/${uploadId}/complete`, { method: 'POST' })
}

/** straight into the bucket, then tell the backend */
export async function presigned(file: File) {
  const res = await fetch('/api/files/presign', {
    method: 'POST',
    body: JSON.stringify({ filename: file.name, content_type: file.type }),
  })
  const { url, key } = await res.json()
  await fetch(url, { method: 'PUT', body: file, headers: { 'Content-Type': file.type } })
  await fetch('/api/files', { method: 'POST', body: JSON.stringify({ key }) })
}
