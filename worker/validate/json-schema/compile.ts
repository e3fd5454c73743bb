import { isRecord } from '#contract/is-record.ts'
import { pointerTo } from '#contract/json-pointer.ts'

import { SchemaFault } from './fault.ts'
import { every } from './keywords/children.ts'
import { annotating, keywordsOf } from './keywords/index.ts'
import { dynamicReference, inResource, reference } from './reference.ts'
import { type Place, Resources } from './resources.ts'
import { addSeen, newSeen, type Run } from './run.ts'
import type { Check, Failing, SchemaObject, Site } from './types.ts'

export interface CompileOptions {
  readonly documents: ReadonlyMap<string, unknown>
  readonly assertFormats: boolean
}

/** A whole document → one check. Throws SchemaFault. */
export function compileDocument(
  schema: unknown,
  options: CompileOptions,
): { root: Place; check: Check } {
  const compiler = new Compiler(schema, options)
  const { root } = compiler.resources
  return { root, check: compiler.checkOf(root) }
}

/** Compiles every schema of a document once; references may go round in circles. */
class Compiler {
  readonly resources: Resources
  private readonly options: CompileOptions
  private readonly compiled = new Map<object, { check: Check }>()

  constructor(schema: unknown, options: CompileOptions) {
    this.options = options
    this.resources = new Resources(schema, options.documents)
  }

  checkOf(place: Place): Check {
    const { schema } = place
    if (!isRecord(schema)) return constant(schema, failing(place.pointer, 'false'))
    const known = this.compiled.get(schema)
    // While a schema is compiled, those inside it may refer to it: they ask for its check when they run.
    if (known !== undefined)
      return known.check === unfinished
        ? (value, run, seen) => known.check(value, run, seen)
        : known.check
    const box = { check: unfinished }
    this.compiled.set(schema, box)
    box.check = this.compile(place, schema)
    return box.check
  }

  private compile(place: Place, schema: SchemaObject): Check {
    const check = all([...this.references(place, schema), ...this.keywords(place, schema)])
    const isAnnotated = annotating.some((keyword) => Object.hasOwn(schema, keyword))
    const whole = isAnnotated ? scoped(check) : check
    const isEntered = this.resources.isDynamic && place.resource.root.schema === schema
    return isEntered ? inResource(place, whole) : whole
  }

  private references(place: Place, schema: SchemaObject): Check[] {
    const { $ref: plain, $dynamicRef: dynamic } = schema
    const isNew = place.dialect.draft === '2020-12'
    return [
      ...(typeof plain === 'string' ? [reference(this, place, plain)] : []),
      ...(isNew && typeof dynamic === 'string' ? [dynamicReference(this, place, dynamic)] : []),
    ]
  }

  private keywords(place: Place, schema: SchemaObject): Check[] {
    const { draft, asserts } = place.dialect
    // In draft-07 a reference stands alone (core, 8.3).
    if (draft === 'draft-07' && typeof schema['$ref'] === 'string') return []
    return keywordsOf(draft, asserts, this.options.assertFormats)
      .filter(([keyword]) => Object.hasOwn(schema, keyword))
      .map(([keyword, compileKeyword]) => compileKeyword(this.site(place, schema, keyword)))
      .filter((check) => check !== undefined)
  }

  private site(place: Place, schema: SchemaObject, keyword: string): Site {
    const pointer = place.pointer + pointerTo(keyword)
    const fail = failing(pointer, keyword)
    return {
      schema,
      value: schema[keyword],
      fail,
      sub: (child) =>
        isRecord(child)
          ? this.checkOf(this.resources.placeOf(child) ?? { ...place, schema: child, pointer })
          : constant(child, fail),
      fault: (message) => {
        throw new SchemaFault(pointer, message)
      },
    }
  }
}

const unfinished: Check = () => true

function failing(pointer: string, keyword: string): Failing {
  return (run, message) => {
    if (run.issues !== undefined) run.note(keyword, pointer, message)
    return false
  }
}

function constant(schema: unknown, fail: Failing): Check {
  return schema === false ? (_, run) => fail(run, 'is not allowed') : () => true
}

function all(checks: readonly Check[]): Check {
  const [first, second] = checks
  if (first === undefined) return () => true
  return counted(second === undefined ? first : every(checks))
}

function counted(check: Check): Check {
  return (value: unknown, run: Run, seen) => {
    run.enter()
    const accepted = check(value, run, seen)
    run.leave()
    return accepted
  }
}

/** A schema with `unevaluated…` looks at what its own keywords evaluated, not at its neighbours'. */
function scoped(check: Check): Check {
  return (value, run, seen) => {
    const own = newSeen()
    const accepted = check(value, run, own)
    if (accepted && seen !== undefined) addSeen(seen, own)
    return accepted
  }
}
