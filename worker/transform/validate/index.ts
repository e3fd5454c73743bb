import { ruleKind } from '../kind-of.ts'
import { assert } from './assert.ts'
import { schema } from './schema.ts'

/** Refuses documents: see docs/kinds/transform/validate.md. A new operation is its import and its line. */
export const validate = ruleKind('validate', 'Validate', [assert, schema])
