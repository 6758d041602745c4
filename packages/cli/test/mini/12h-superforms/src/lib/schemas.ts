import { z } from 'zod'

export const entry = z.object({ name: z.string().min(1), stay: z.number(), text: z.string() })
export const wish = z.object({ room: z.number(), pillow: z.boolean() })
