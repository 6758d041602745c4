import axios from 'axios'
import { useEffect, useState } from 'react'
import { useSearchParams } from 'react-router-dom'

export function Trees() {
  const [params, setParams] = useSearchParams()
  const [trees, setTrees] = useState<{ id: number; kind: string }[]>([])
  const page = Number(params.get('page') ?? 1)

  useEffect(() => {
    fetch(`/api/trees?${params}`)
      .then(answer => answer.json())
      .then(setTrees)
    axios.get('/api/trees/count', { params: Object.fromEntries(params) })
  }, [params])

  // The page may come with any shape, whatever is written to it later.
  const shape = params.get('shape') || 'round'
  useEffect(() => {
    axios.get('/api/shapes', { params: shape === 'tall' ? { tall: true } : { shape } })
  }, [shape])

  return (
    <>
      {trees.map(tree => (
        <p key={tree.id}>{tree.kind}</p>
      ))}
      <button onClick={() => setParams({ page: String(page + 1), kind: 'pear' })}>More pears</button>
      <button
        onClick={() => {
          params.set('shape', 'wide')
          setParams(params)
        }}
      >
        Wide
      </button>
      <button
        onClick={() =>
          setParams(before => {
            before.set('sort', 'height')
            return before
          })
        }
      >
        Tallest
      </button>
    </>
  )
}
