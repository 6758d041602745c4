import { weigh } from '@lib/harvest'
import { prune, type Tree, trees } from '@orchard/trees'
import { useEffect, useState } from 'react'
import { createRoot } from 'react-dom/client'

function Row({ row }: { row: number }) {
  const [list, setList] = useState<Tree[]>([])
  useEffect(() => void trees(row).then(setList), [row])
  return (
    <tr>
      {list.map(t => (
        <td key={t.id} onClick={() => prune(t.id, 'me')} onDoubleClick={() => weigh(t.id, 12)}>
          {t.kind}
        </td>
      ))}
    </tr>
  )
}

createRoot(document.getElementById('root')!).render(<Row row={Number(location.hash.slice(1))} />)
