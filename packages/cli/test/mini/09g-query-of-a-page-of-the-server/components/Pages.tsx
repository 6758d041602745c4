'use client'
import { useRouter, useSearchParams } from 'next/navigation'

export function Pages({ last }: { last: number }) {
  const router = useRouter()
  const words = useSearchParams()
  const turn = (page: number) => {
    const next = new URLSearchParams(words.toString())
    next.set('page', String(page))
    router.push(`?${next.toString()}`)
  }
  return <button onClick={() => turn(last)}>{last}</button>
}

export function Finder({ word = 'term' }) {
  const router = useRouter()
  const words = useSearchParams()
  const find = (typed: string) => {
    const next = new URLSearchParams(words.toString())
    if (typed) next.set(word, typed)
    else next.delete(word)
    router.replace(`?${next.toString()}`)
  }
  return <input type="search" onChange={event => find(event.target.value)} />
}
