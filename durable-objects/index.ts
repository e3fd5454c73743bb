export { LoginThrottle } from './login-throttle.ts'
