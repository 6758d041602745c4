import { boolean, id, pgTable, text, timestamps } from '../../data/schema/index.ts'

export const users = pgTable('users', {
  id: id(),
  name: text().notNull(),
  email: text().notNull().unique(),
  nickname: text().unique(),
  bio: text(),
  isAdmin: boolean().notNull().default(false),
  role: text({ enum: ['admin', 'manager', 'customer', 'ghost'] })
    .notNull()
    .default('customer'),
  ...timestamps(),
})

export const usersSql = `create table users (
  id uuid primary key default gen_random_uuid(), name text not null, email text not null unique, nickname text unique,
  bio text, is_admin boolean not null default false, role text not null default 'customer',
  created_at timestamptz not null default now(), updated_at timestamptz not null default now())`

export const roles = { admin: ['*'], manager: ['products:*', 'orders:read'], customer: ['orders:create'] }
