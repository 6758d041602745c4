import { Lots } from './Lots'

export default { component: Lots, loaders: [async () => ({ lots: await fetch('/api/story-only') })] }

export const Empty = {}
