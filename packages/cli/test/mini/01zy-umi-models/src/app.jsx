import { request } from 'umi'

export const getInitialState = async () => ({ guest: await request('/api/guest') })
