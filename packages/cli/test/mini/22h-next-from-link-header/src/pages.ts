export interface PageOf<T> {
  items: T[]
  next?: string
}

/** The address of the next page stands in the Link header. */
export async function page<T>(url: string): Promise<PageOf<T>> {
  const res = await fetch(url)
  const next = /<([^>]+)>;\s*rel="next"/.exec(res.headers.get('Link') ?? '')?.[1]
  return { items: await res.json(), next }
}

export const quotes = (author: string) => page<{ id: number; text: string }>(`/api/quotes?author=${author}&per_page=30`)
