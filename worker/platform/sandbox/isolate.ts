import * as z from 'zod'

import { hashParts } from '../../lib/hash-parts.ts'
import { tooLate, withDeadline } from '../../lib/deadline.ts'
import type {
  CodeCall,
  CodeFailure,
  CodeFault,
  CodeOutcome,
  Program,
} from '../../transform/sandbox.ts'
import { faultOf, type PreparedCode, prepareCode, uncountedCode } from './program.ts'
import { CodeRefused } from './tokens.ts'

/** What the module around the code offers (harness.ts). */
interface Entrypoint {
  ready(): Promise<boolean>
  run(input: string | undefined, context: string, maxSteps: number): Promise<string>
}

/** Changes whenever isolates of the same code must not be used any more. */
const generation = '1'
/** Owner of isolates that only compile code. */
const checker = 'check'
/** CPU time to compile code; that is all it is then asked to do. */
const checkMs = 1_000

const header = z.object({
  is: z.enum(['value', 'nothing', 'fuel', 'size', 'type', 'error']),
  steps: z.int().min(0),
  what: z.string().max(100).optional(),
  said: z.string().max(600).optional(),
  line: z.int().min(1).optional(),
  column: z.int().min(1).optional(),
})
type Header = z.output<typeof header>

/** Why code does not compile, undefined when it does. */
export async function checkCode(
  loader: WorkerLoader,
  code: string,
): Promise<CodeFault | undefined> {
  try {
    const counted = prepareCode(code)
    const fault = await compileFault(loader, counted)
    if (fault === undefined) return undefined
    // As the author wrote it, the engine says it better.
    const plain = await compileFault(loader, uncountedCode(code))
    return plain ?? { ...fault, message: `This shape of code cannot be counted: ${fault.message}` }
  } catch (error) {
    if (error instanceof CodeRefused) return faultOf(error, code)
    throw error
  }
}

async function compileFault(
  loader: WorkerLoader,
  prepared: PreparedCode,
): Promise<CodeFault | undefined> {
  try {
    const id = hashParts(generation, checker, prepared.modules['code.js'])
    await isolateOf(loader, { id, cpuMs: checkMs }, () => prepared).ready()
    return undefined
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error)
    const [, message = `It cannot be started: ${text}`] = /SyntaxError: (.*)/.exec(text) ?? []
    const [, line, column = '0'] = /code\.js:(\d+)(?::(\d+))?/.exec(text) ?? []
    if (line === undefined) return { message }
    // Errors of the start count columns from 0.
    return { message, ...prepared.placeOf({ line: Number(line), column: Number(column) + 1 }) }
  }
}

/** Never rejects. */
export async function runCode(
  loader: WorkerLoader,
  program: Program,
  { input, context, maxSteps }: CodeCall,
): Promise<CodeOutcome> {
  const { code, timeoutMs } = program
  try {
    const own = { id: idOf(program), cpuMs: timeoutMs }
    const isolate = isolateOf(loader, own, () => prepareCode(code))
    const answer = await withDeadline(isolate.run(input, context, maxSteps), timeoutMs)
    return answer === tooLate ? { steps: 0, failure: late(timeoutMs) } : outcomeOf(answer, code)
  } catch (error) {
    return { steps: 0, failure: brokenOff(error) }
  }
}

/** Hashing the code takes longer than calling it, so that is done once for each compiled step. */
const ids = new WeakMap<Program, string>()

function idOf(program: Program): string {
  const { owner, timeoutMs, code } = program
  const id = ids.get(program) ?? hashParts(generation, owner, String(timeoutMs), code)
  ids.set(program, id)
  return id
}

/** An isolate that is still warm is used again. */
function isolateOf(
  loader: WorkerLoader,
  { id, cpuMs }: { readonly id: string; readonly cpuMs: number },
  prepare: () => PreparedCode,
): Entrypoint {
  const stub = loader.get(id, () => ({
    compatibilityDate: '2026-10-01',
    // Modules of Node would bring timers back.
    compatibilityFlags: ['no_nodejs_compat', 'no_nodejs_compat_v2'],
    mainModule: 'main.js',
    modules: { ...prepare().modules },
    globalOutbound: null,
    env: {},
    limits: { cpuMs, subRequests: 0 },
  }))
  return stub.getEntrypoint() as unknown as Entrypoint
}

/** What comes out of an isolate is foreign, its first line too. */
function outcomeOf(answer: string, code: string): CodeOutcome {
  const end = answer.indexOf('\n')
  const head = header.parse(JSON.parse(end === -1 ? answer : answer.slice(0, end)))
  const { is, steps } = head
  if (is === 'value') return { steps, output: answer.slice(end + 1) }
  return is === 'nothing' ? { steps, output: undefined } : { steps, failure: failureOf(head, code) }
}

function failureOf({ is, what = '', said, line, column }: Header, code: string): CodeFailure {
  if (is === 'fuel') return { code: 'fuel', message: 'The code takes more steps than allowed' }
  if (is === 'size') return { code: 'size', message: 'The code returns more than allowed' }
  if (is === 'type')
    return { code: 'wrong_type', message: `The code returned ${what}, which is no JSON` }
  const place = line === undefined || column === undefined ? undefined : { line, column }
  const at = place === undefined ? undefined : prepareCode(code).placeOf(place)
  const where = at === undefined ? '' : ` at line ${at.line}, column ${at.column}`
  const type = what === '' ? 'a value that is no Error' : what
  return { code: 'code_failed', message: `The code threw ${type}${where}`, ...(said && { said }) }
}

const late = (timeoutMs: number): CodeFailure => ({
  code: 'code_timeout',
  message: `The code did not answer within ${timeoutMs} ms`,
})

/** Ended by the platform, or it answered what no harness answers. */
function brokenOff(error: unknown): CodeFailure {
  const said = error instanceof Error ? error.message : String(error)
  if (said.includes('had hung'))
    return { code: 'code_timeout', message: 'The code waits for what never comes' }
  return { code: 'code_failed', message: 'The code was broken off', said: said.slice(0, 500) }
}
