export { LoginThrottle } from './login-throttle.ts'
export { RateLimiter } from './rate-limiter.ts'
