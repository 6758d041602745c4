// types only; the server lives in another repository
export type AppRouter = any
