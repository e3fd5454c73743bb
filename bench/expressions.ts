import jsonata from 'jsonata'

import { closuresOf } from '#worker/expression/closures/index.ts'
import { interpreterOf } from '#worker/expression/interpreter.ts'
import { loadLibrary } from '#worker/expression/library.ts'

interface Env {
  readonly EXPRESSION: string
  /** The input document as JSON. */
  readonly INPUT: string
  /** `closures`: as the gateway evaluates; `jsonata`: as the library does, without any guard. */
  readonly ENGINE: 'closures' | 'jsonata'
  /** Evaluations per request: what the request itself costs stands on both sides and makes the ratio smaller. */
  readonly TIMES: string
}

type Evaluate = (input: object) => unknown

let prepared: Promise<{ readonly evaluate: Evaluate; readonly input: object }> | undefined

/** Evaluates one expression again and again, and answers with what came last. */
export default {
  async fetch(_request, env) {
    prepared ??= prepare(env)
    const { evaluate, input } = await prepared
    let value: unknown
    for (let turn = 0; turn < Number(env.TIMES); turn += 1) {
      const evaluated = evaluate(input)
      // oxlint-disable-next-line no-await-in-loop -- one evaluation after the other is what is measured
      value = evaluated instanceof Promise ? await evaluated : evaluated
    }
    return Response.json(value)
  },
} satisfies ExportedHandler<Env>

async function prepare(env: Env): Promise<{ evaluate: Evaluate; input: object }> {
  const input = JSON.parse(env.INPUT) as object
  if (env.ENGINE === 'jsonata') {
    const program = jsonata(env.EXPRESSION)
    return { evaluate: (document) => program.evaluate(document), input }
  }
  await loadLibrary()
  const closures = closuresOf(interpreterOf(env.EXPRESSION).ast)
  if (closures === undefined) throw new Error('this expression has no closures')
  return { evaluate: (document) => closures.evaluate(document, 0), input }
}
