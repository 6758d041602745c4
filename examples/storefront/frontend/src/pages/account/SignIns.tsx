import { Loading } from '../../components/feedback/Loading.tsx'
import { ErrorNotice } from '../../components/feedback/Notice.tsx'
import { Icon } from '../../components/Icon.tsx'
import { deviceName, formatDateTime } from '../../format.ts'
import { useEndOtherSignIns, useEndSignIn, useSignIns } from '../../hooks/useSignIns.ts'
import type { SignIn } from '../../types.ts'

function SignInLine({ signIn }: { signIn: SignIn }) {
  const end = useEndSignIn()
  const name = deviceName(signIn.agent)
  return (
    <li className="line">
      <Icon name="device" size={24} />
      <span className="line-text">
        <strong>{name}</strong>
        <span className="muted">
          {signIn.address}, last used {formatDateTime(signIn.usedAt)}
        </span>
        <ErrorNotice error={end.error} />
      </span>
      {signIn.current ? (
        <span className="badge">This device</span>
      ) : (
        <button
          type="button"
          className="button button-quiet button-small"
          disabled={end.isPending}
          onClick={() => end.mutate(signIn.id)}
        >
          Sign out
        </button>
      )}
    </li>
  )
}

/** Where the person is signed in, with ways to end that. */
export function SignIns() {
  const { data, error, isPending, refetch } = useSignIns()
  const endOthers = useEndOtherSignIns()
  return (
    <section className="panel" aria-labelledby="sign-ins">
      <h2 id="sign-ins">Where you are signed in</h2>
      {isPending && <Loading what="devices" />}
      <ErrorNotice error={error ?? endOthers.error} feature="The list of devices" onRetry={refetch} />
      <ul className="lines" aria-label="Devices">
        {data?.map(signIn => (
          <SignInLine key={signIn.id} signIn={signIn} />
        ))}
      </ul>
      {data && data.length > 1 && (
        <button
          type="button"
          className="button button-quiet"
          disabled={endOthers.isPending}
          onClick={() => endOthers.mutate(undefined)}
        >
          Sign out everywhere else
        </button>
      )}
    </section>
  )
}
