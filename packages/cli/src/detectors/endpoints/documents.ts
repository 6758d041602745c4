import { printText, type Text } from '../../syntax/index.ts'

const DOWNLOAD = /\.(?:pdf|csv|tsv|xlsx?|docx?|zip|gz|tar|ics|xml|json|vcf|mp3|mp4)$/i
// A document that the server makes of a row: `/invoices/{id}/pdf`.
const MADE = /\/(?:pdf|csv|xlsx|downloads?(?:-\w+)?)(?:\/|$)/i
const EXPORTED = /\/(?:exports?|downloads?|backups?|reports?|dumps?)\//i

/** A document that is made of a row, or when it is asked for: `/export/posts.csv` is no file of the build. */
export function isDownload(path: string): boolean {
  if (path.includes('{')) return DOWNLOAD.test(path) || MADE.test(path)
  return DOWNLOAD.test(path) && EXPORTED.test(path)
}

/** From where the page stands: a page of the frontend's own is written from the root. */
const HANDED_OUT = /^(?:\.\/)?(?:[\w-]+\/)*(?:\w*export|download(?:[A-Z_-]\w*)?)(?:\?[^/]*)?$/

/** `./feeds/export`, `downloadFile?id=7`: what a link hands out, in place of showing a page. */
export function isHandedOut(url: Text): boolean {
  return HANDED_OUT.test(printText(url))
}
