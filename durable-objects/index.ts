export { CircuitBreaker } from './circuit-breaker.ts'
export { Idempotency } from './idempotency.ts'
export { LoginThrottle } from './login-throttle.ts'
export { RateLimiter } from './rate-limiter.ts'
