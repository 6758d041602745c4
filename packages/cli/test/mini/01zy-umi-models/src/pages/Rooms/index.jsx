import { useEffect } from 'react'
import { useDispatch, useModel, useSelector } from 'umi'

export default function Rooms() {
  const dispatch = useDispatch()
  const list = useSelector(({ rooms }) => rooms.list)
  const { pay } = useModel('bill')
  useEffect(() => {
    dispatch({ type: 'rooms/fetch', payload: { floor: 2 } })
  }, [])
  return (
    <div>
      {list.map(room => (
        <button key={room.id} onClick={() => dispatch({ type: 'rooms/book', payload: { room: room.id, nights: 1 } })}>
          {room.title}
        </button>
      ))}
      <button onClick={() => pay(20)}>Pay</button>
    </div>
  )
}
