import { useEffect, useState } from 'react'
import { supabase } from '../lib/supabase'

export default function Market() {
  const [products, setProducts] = useState([])
  const [session, setSession] = useState(null)

  useEffect(() => {
    supabase.auth.getSession().then(({ data }) => setSession(data.session))
    supabase
      .from('products')
      .select('id, name, price, seller:profiles(username)')
      .eq('sold', false)
      .order('created_at', { ascending: false })
      .range(0, 19)
      .then(({ data }) => setProducts(data ?? []))
    const channel = supabase
      .channel('products')
      .on('postgres_changes', { event: 'INSERT', schema: 'public', table: 'products' }, p => setProducts(l => [p.new, ...l]))
      .subscribe()
    return () => supabase.removeChannel(channel)
  }, [])

  async function signIn(e) {
    e.preventDefault()
    const { email, password } = Object.fromEntries(new FormData(e.target))
    const { data } = await supabase.auth.signInWithPassword({ email, password })
    setSession(data.session)
  }

  async function sell(e) {
    const file = e.target.files[0]
    await supabase.storage.from('pictures').upload(`${session.user.id}/${file.name}`, file)
    await supabase.from('products').insert({ name: file.name, price: 1, picture: file.name })
  }

  const buy = p => supabase.rpc('buy_product', { product: p.id })
  const remove = p => supabase.from('products').delete().match({ id: p.id })

  if (!session)
    return (
      <form onSubmit={signIn}>
        <input name="email" /> <input name="password" type="password" /> <button>Sign in</button>
      </form>
    )

  return (
    <>
      <input type="file" onChange={sell} />
      {products.map(p => (
        <p key={p.id}>
          {p.name} {p.price} {p.seller?.username} <button onClick={() => buy(p)}>Buy</button>
          <button onClick={() => remove(p)}>x</button>
        </p>
      ))}
    </>
  )
}
