import { useEffect, useState } from 'react'
import { net } from './net'

function useAsync(fn, ...args) {
  const [value, setValue] = useState([])
  useEffect(() => {
    fn(...args).then(setValue)
  }, args)
  return value
}

export const useShelves = () => useAsync(net.read, '/shelves')
export const useSuppliers = () => useAsync(net.read, '/suppliers')
export const useParts = () => useAsync(net.read, '/parts')

// which list a tab shows
export const lists = {
  shelves: useShelves,
  suppliers: useSuppliers,
  parts: useParts,
}
