import { ruleKind } from '../kind-of.ts'
import { coalesce } from './coalesce.ts'
import { convert } from './convert.ts'
import { copy } from './copy.ts'
import { defaultTo } from './default.ts'
import { flatten } from './flatten.ts'
import { formatDate } from './format-date.ts'
import { formatNumber } from './format-number.ts'
import { hash } from './hash.ts'
import { join } from './join.ts'
import { move } from './move.ts'
import { omit } from './omit.ts'
import { pick } from './pick.ts'
import { redact } from './redact.ts'
import { remove } from './remove.ts'
import { rename } from './rename.ts'
import { set } from './set.ts'
import { split } from './split.ts'
import { template } from './template.ts'
import { unflatten } from './unflatten.ts'

/** Rewrites a document step by step: see docs/kinds/transform/map.md. A new operation is its import and its line. */
export const map = ruleKind('map', 'Map', [
  set,
  copy,
  move,
  rename,
  remove,
  defaultTo,
  convert,
  template,
  coalesce,
  split,
  join,
  formatDate,
  formatNumber,
  pick,
  omit,
  flatten,
  unflatten,
  redact,
  hash,
])
