import type { Transformation, TransformationStep } from '#contract/transformation.ts'

import { parseTarget } from '../../transform/target.ts'
import {
  type ExpressionSite,
  inferExpression,
  type Inferred,
  inferTemplate,
} from '../expression.ts'
import type { Finding } from '../finding.ts'
import type { CheckPurse } from '../infer.ts'
import { join } from '../join.ts'
import type { After, StepTypes } from '../operations/effect.ts'
import { effectOf } from '../operations/index.ts'
import { scopeType, type Surroundings } from '../scope.ts'
import { has, json, kinds, ofKinds, type Type } from '../type.ts'
import { inWords } from '../words.ts'
import { typeAt, written } from './document.ts'

/** A finding with its place in what the author wrote. */
export interface Placed extends Finding {
  readonly pointer: string
}

export interface StepSite {
  readonly type: Transformation['type']
  readonly pointer: string
  readonly around: Surroundings
  readonly purse: CheckPurse
  readonly found: Placed[]
}

/** The document after a step; what is wrong with its expressions is added to `found`. */
export function afterStep(step: TransformationStep, body: Type, site: StepSite): Type {
  const work = new StepWork(step, body, site)
  const effect = effectOf(site.type, step.operation)
  const target = parseTarget(step.target)
  if (effect === undefined || !('path' in target)) return json
  const parsed = effect.operation.parameters.safeParse(step.parameters ?? {})
  if (!parsed.success) return json
  const { path } = target
  const value = work.value(effect.operation.input === 'target' ? path : [])
  const types = work.types(path, value, parsed.data)
  const after = work.done(path, effect.after(types as StepTypes<never>))
  return step.condition ? join(body, after) : after
}

class StepWork {
  private readonly step: TransformationStep
  private readonly body: Type
  private readonly site: StepSite
  private readonly isGuarded: boolean

  constructor(step: TransformationStep, body: Type, site: StepSite) {
    this.step = step
    this.body = body
    this.site = site
    const condition = step.condition ? this.ask(step.condition, 'condition') : undefined
    this.isGuarded = condition?.isQuestion === true
  }

  /** What the operation works on: the value of the source, or what stands at the path. */
  value(path: readonly string[]): Type {
    const { source, operation } = this.step
    if (source === '') return typeAt(this.body, path)
    return this.ask(source, 'source', { isOfDocument: operation === 'jsonata' }).type
  }

  types<Parameters>(
    path: readonly string[],
    value: Type,
    parameters: Parameters,
  ): StepTypes<Parameters> {
    const { body } = this
    return {
      parameters,
      value,
      body,
      path,
      pathOf: (text) => pathOf(text),
      expression: (source, field, item) =>
        this.ask(source, `parameters/${field}`, { ...(item !== undefined && { item }) }).type,
      template: (text, field) =>
        this.note(`parameters/${field}`, inferTemplate(text, this.siteOf())),
      needs: (set, other, field) =>
        this.require(set, { value: other ?? value, field, isItem: other !== undefined }),
    }
  }

  /** The document with what the step wrote; a target that nothing can be written at is noted. */
  done(path: readonly string[], after: After): Type {
    if ('body' in after) return after.body
    const document = written(this.body, path, after.value)
    if (document.kinds === 0 && after.value.kinds !== 0 && this.body.kinds !== 0)
      this.refuse(
        'target',
        'A value that is neither an object nor a list is in the way of the target',
      )
    return document
  }

  private ask(
    source: string,
    field: string,
    given: { isOfDocument?: boolean; item?: Type } = {},
  ): Inferred {
    const { isOfDocument = false, item } = given
    const inferred = inferExpression(source, { ...this.siteOf(item), isOfDocument })
    this.note(field, inferred.findings)
    return inferred
  }

  private siteOf(item?: Type): ExpressionSite {
    const { around, purse } = this.site
    return { scope: scopeType(this.body, around, item), purse, isGuarded: this.isGuarded }
  }

  private require(
    set: number,
    { value, field, isItem }: { value: Type; field: string | undefined; isItem: boolean },
  ): void {
    if (value.kinds === 0 || has(value, set | kinds.null | kinds.missing)) return
    const where = this.step.source === '' && this.step.target !== '' ? 'target' : 'source'
    const subject = isItem ? 'of each item' : 'here'
    const message = `${capital(inWords(ofKinds(set)))} is needed ${subject}, and this is ${inWords(value)}`
    this.refuse(field === undefined ? where : `parameters/${field}`, message)
  }

  private refuse(field: string, message: string): void {
    const severity = this.isGuarded ? 'warning' : 'error'
    this.note(field, [{ code: 'impossible_type', message, severity, position: undefined }])
  }

  private note(field: string, findings: readonly Finding[]): void {
    const pointer = `${this.site.pointer}/${field}`
    this.site.found.push(...findings.map((finding) => ({ ...finding, pointer })))
  }
}

function pathOf(text: string): readonly string[] {
  const target = parseTarget(text)
  return 'path' in target ? target.path : []
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}
