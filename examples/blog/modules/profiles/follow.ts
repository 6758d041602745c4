import { signedIn, toggle } from 'plinth'
import { follows, users } from '../../schema.ts'

/** POST adds the profile to the actor's follows, DELETE takes it out; both answer with the profile. */
export default toggle('/profiles/:username/follow', { on: users, through: follows, by: 'followedId', allow: signedIn })
