export default function Weather({ hours }) {
  return <button onClick={() => fetch(`/api/weather?hours=${hours}`)}>Weather</button>
}
