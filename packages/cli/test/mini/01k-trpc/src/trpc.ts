import { createTRPCProxyClient, httpBatchLink } from '@trpc/client'
import { createTRPCReact } from '@trpc/react-query'
import type { AppRouter } from './router'

export const trpc = createTRPCReact<AppRouter>()

export const direct = createTRPCProxyClient<AppRouter>({ links: [httpBatchLink({ url: '/trpc' })] })
