import { figures } from '../figures.ts'
import { figureOperation } from './figure.ts'

/** Smallest number; null without any. */
export const min = figureOperation('min', 'Smallest', figures.min)
