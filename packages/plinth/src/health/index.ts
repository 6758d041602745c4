/** Live, ready, startup: what orchestrators and load balancers ask. */
export { createHealth, type Health, type HealthAnswer, type HealthOptions } from './health.ts'
