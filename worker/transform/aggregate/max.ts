import { figures } from '../figures.ts'
import { figureOperation } from './figure.ts'

/** Largest number; null without any. */
export const max = figureOperation('max', 'Largest', figures.max)
