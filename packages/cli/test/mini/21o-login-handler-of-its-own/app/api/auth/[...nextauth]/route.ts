import NextAuth from 'next-auth'
import Credentials from 'next-auth/providers/credentials'

const handler = NextAuth({
  providers: [
    Credentials({
      credentials: { keeper: { label: 'Keeper' }, secret: { label: 'Secret', type: 'password' } },
      async authorize(given) {
        const response = await fetch(`${process.env.LIGHTHOUSE_URL}/login`, {
          method: 'POST',
          body: JSON.stringify({ keeper: given?.keeper, secret: given?.secret }),
        })
        return response.ok ? response.json() : null
      },
    }),
  ],
})

export { handler as GET, handler as POST }
