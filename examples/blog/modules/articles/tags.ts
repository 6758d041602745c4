import { anyone, distinct } from 'plinth'
import { articles } from '../../schema.ts'

/** Every tag in use, most used first. */
export default distinct('GET /tags', { of: articles, field: 'tagList', allow: anyone })
