import { ruleKind } from '../kind-of.ts'
import { javascript } from './javascript.ts'
import { jsonata } from './jsonata.ts'

/** Reshapes a document by one expression or by code: see docs/kinds/transform/custom.md. A new operation is its import and its line. */
export const custom = ruleKind('custom', 'Custom', [jsonata, javascript])
