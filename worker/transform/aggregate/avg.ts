import { figures } from '../figures.ts'
import { figureOperation } from './figure.ts'

/** Mean of numbers; null without any. */
export const avg = figureOperation('avg', 'Average', figures.avg)
