import { useMutation } from '@apollo/client'
import { useRouter } from 'next/router'
import { SET_COVER } from '../lib/documents'
import { withClient } from '../lib/with-client'

function Circle() {
  const { query } = useRouter()
  const [setCover] = useMutation(SET_COVER)
  return (
    <input
      type="file"
      onChange={event => setCover({ variables: { circle: query.id, picture: event.target.files[0] } })}
    />
  )
}

export default withClient()(Circle)
