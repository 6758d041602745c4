import { anyone, distinct } from 'plinth'
import { articles } from '../../schema.ts'

/** Every value of tagList that articles have, most used first. */
export default distinct('GET /tags', { of: articles, field: 'tagList', allow: anyone })
