import { signedIn, toggle } from 'plinth'
import { follows, users } from '../../schema.ts'

/** POST follows, DELETE unfollows; both answer with the profile. */
export default toggle('/profiles/:username/follow', {
  on: users,
  through: follows,
  by: 'followedId',
  allow: signedIn,
})
