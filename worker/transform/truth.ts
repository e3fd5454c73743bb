export { isTrue } from '../expression/truth.ts'
