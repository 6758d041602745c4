import { handlers } from '../../../../lib/sessions'

export const { GET, POST } = handlers
