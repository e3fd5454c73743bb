import * as z from 'zod'

import { scanJson } from '../../lib/json-scan.ts'
import { stringifyJson } from '../../lib/stringify-json.ts'
import { maxAnswerNodes, maxJsonDepth } from '../../limits.ts'
import { type Operation, StepFault, type StepRun } from '../operation.ts'
import { type Program, sandboxUnavailable } from '../sandbox.ts'
import { spend, spendValue } from '../work.ts'

/** Characters of the code. */
export const maxCodeLength = 16_384
/** Characters of JSON that go in, and that come out. */
const maxCodeChars = 1_048_576
/** Turns of loops and entries of functions in one call. */
const maxCodeSteps = 1_000_000
/** A call costs as much as 200 steps of an expression. */
const workPerCall = 20_000
const workPerCodeStep = 10

const parameters = z.strictObject({
  code: z.string().min(1).max(maxCodeLength).meta({
    title: 'Code',
    description: 'The body of a function of input and context. It returns what is written, as JSON',
    editor: 'javascript',
  }),
  context: z
    .string()
    .max(16_384)
    .default('')
    .meta({ title: 'Context', description: 'What the code gets beside input', editor: 'jsonata' }),
  timeoutMs: z
    .int()
    .min(10)
    .max(5_000)
    .default(1_000)
    .meta({ title: 'Time limit', description: 'Milliseconds of one call' }),
})

const limits = { maxChars: maxCodeChars, maxNodes: maxAnswerNodes, maxDepth: maxJsonDepth }
const tooLarge = () => new StepFault('a value is too large for code or nests too deep', 'size')

/** Writes what the author's JavaScript returns, run in an isolate of its own: see docs/kinds/transform/javascript.md. */
export const javascript = {
  name: 'javascript',
  title: 'JavaScript',
  source: 'optional',
  target: 'optional',
  input: 'body',
  isRecordwise: true,
  parameters,
  compile({ code, timeoutMs, context: source }, { sandbox, owner, expression }) {
    const program: Program = { code, timeoutMs, owner }
    const context = source === '' ? undefined : expression(source, 'context')
    return {
      async apply(value, run) {
        // A published version outlives the binding it was published with.
        if (sandbox === undefined) throw new StepFault(sandboxUnavailable, 'sandbox_unavailable')
        spend(run, workPerCall)
        const { ctx, body, purse } = run
        const input = value === undefined ? undefined : written(value, run)
        const beside = (await context?.evaluate({ ctx, body, purse })) ?? {}
        const maxSteps = Math.min(maxCodeSteps, Math.floor(purse.left / workPerCodeStep))
        const call = { input, context: written(beside, run), maxSteps }
        const outcome = await sandbox.run(program, call)
        spend(run, outcome.steps * workPerCodeStep)
        if ('failure' in outcome) {
          const { message, code: failure, said } = outcome.failure
          throw new StepFault(message, failure, said)
        }
        return outcome.output === undefined ? undefined : read(outcome.output, run)
      },
    }
  },
} satisfies Operation<typeof parameters>

function written(value: unknown, run: StepRun): string {
  spendValue(run, value)
  const text = stringifyJson(value, limits)
  if (text === undefined || text.length > maxCodeChars) throw tooLarge()
  return text
}

/** What left the sandbox is as foreign as a body: JSON.parse makes own members of all names. */
function read(text: string, run: StepRun): unknown {
  spend(run, text.length >> 2)
  if (text.length > maxCodeChars || scanJson(text, maxJsonDepth) === undefined) throw tooLarge()
  return JSON.parse(text) as unknown
}
