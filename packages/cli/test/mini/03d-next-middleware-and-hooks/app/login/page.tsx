export default function Login() {
  return <p>Please sign in on the intranet.</p>
}
