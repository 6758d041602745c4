import { ProductArt } from '../../components/catalog/ProductArt.tsx'
import { ErrorNotice } from '../../components/feedback/Notice.tsx'
import { FileField } from '../../components/form/FileField.tsx'
import { useUploads } from '../../hooks/useUploads.ts'

interface ProductImageProps {
  name: string
  imageUrl: string | null
  onChange: (imageUrl: string | null) => void
}

/** The picture of a product: shows it, replaces it, removes it. */
export function ProductImage({ name, imageUrl, onChange }: ProductImageProps) {
  const upload = useUploads()
  const onFiles = (files: File[]) => upload.mutate(files, { onSuccess: ([stored]) => stored && onChange(stored.url) })
  return (
    <section className="panel form product-image" aria-label="Picture">
      <ProductArt name={name} imageUrl={imageUrl} />
      <FileField
        label="Upload a picture"
        hint="JPEG, PNG or WebP, up to 5 MB."
        accept="image/jpeg,image/png,image/webp"
        disabled={upload.isPending}
        onFiles={onFiles}
      />
      {imageUrl && (
        <button type="button" className="button button-quiet" onClick={() => onChange(null)}>
          Remove the picture
        </button>
      )}
      <ErrorNotice error={upload.error} feature="Picture upload" />
    </section>
  )
}
