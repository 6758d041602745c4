import { useMutation } from '@tanstack/react-query'
import { uploadFiles } from '../api/uploads.ts'

/** Stores files on the server. */
export const useUploads = () => useMutation({ mutationFn: uploadFiles })
