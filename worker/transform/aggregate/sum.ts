import { figures } from '../figures.ts'
import { figureOperation } from './figure.ts'

/** Adds numbers; 0 without any. */
export const sum = figureOperation('sum', 'Sum', figures.sum)
