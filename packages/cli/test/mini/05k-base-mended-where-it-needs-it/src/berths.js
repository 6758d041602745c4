const trimmed = (text = '') => (text.endsWith('/') ? text.slice(0, -1) : text)
const folder = import.meta.env.PROD ? '/api/v1/' : '/api/v1'

export const berths = () => fetch(`${trimmed(folder)}/berths`)
