/** Characters and values that come out, as worker/transform/custom/javascript.ts reads them. */
const limits = { maxChars: 1_048_576, maxNodes: 1_000_000, maxDepth: 64 }

/**
 * The module around the code of an author, in the same isolate. It counts, writes the result as JSON and says of an error
 * only its built-in type and its place. It takes what it needs of the platform before the code can change that.
 * `run` answers one line of JSON, then the result.
 */
export const harness = `
import { WorkerEntrypoint } from 'cloudflare:workers'
import make from './code.js'

const { parse, stringify } = JSON
const { isArray } = Array
const { getPrototypeOf, keys, prototype } = Object
const { isFinite } = Number
const errors = { __proto__: null, TypeError, RangeError, ReferenceError, SyntaxError, URIError, EvalError, AggregateError }
const classes = { __proto__: null, Date, Map, Set, RegExp, Promise, Error, Uint8Array, ArrayBuffer }
const limits = ${JSON.stringify(limits)}

// Without them code has nothing to wait for.
const timers = ['setTimeout', 'setInterval', 'setImmediate', 'scheduler', 'Atomics']
for (let scope = globalThis; scope !== null; scope = getPrototypeOf(scope))
  for (const name of timers) Reflect.deleteProperty(scope, name)

class Refused extends Error {
  constructor(is, what) {
    super()
    this.is = is
    this.what = what
  }
}

export default class extends WorkerEntrypoint {
  ready() {
    return true
  }

  async run(input, context, maxSteps) {
    let left = maxSteps
    const tick = () => {
      left -= 1
      if (left < 0) throw new Refused('fuel')
      return false
    }
    const head = (is, more) =>
      stringify({ __proto__: null, is, steps: left < 0 ? maxSteps : maxSteps - left, ...more })
    try {
      const value = await make(tick)(input === undefined ? undefined : parse(input), parse(context))
      if (left < 0) return head('fuel')
      return value === undefined ? head('nothing') : written(value, head)
    } catch (error) {
      if (left < 0) return head('fuel')
      if (error instanceof Refused) return head(error.is, { what: error.what })
      return head('error', described(error))
    }
  }
}

function written(value, head) {
  const budget = { chars: limits.maxChars, nodes: limits.maxNodes }
  const text = textOf(value, limits.maxDepth, budget)
  return head('value') + '\\n' + text
}

function textOf(value, depth, budget) {
  budget.nodes -= 1
  if (budget.nodes < 0) throw new Refused('size')
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'string') return textOfString(value, budget)
  if (typeof value === 'boolean') return value ? 'true' : 'false'
  if (typeof value === 'number') {
    if (!isFinite(value)) throw new Refused('type', 'a number that is ' + value)
    return stringify(value)
  }
  if (typeof value !== 'object') throw new Refused('type', 'a ' + typeof value)
  if (depth === 0) throw new Refused('type', 'a value that nests deeper than 64 levels or holds itself')
  return isArray(value) ? textOfList(value, depth, budget) : textOfObject(value, depth, budget)
}

function textOfString(value, budget) {
  budget.chars -= value.length + 2
  if (budget.chars < 0) throw new Refused('size')
  return stringify(value)
}

function textOfList(list, depth, budget) {
  let text = ''
  for (let at = 0; at < list.length; at += 1)
    text += (at === 0 ? '' : ',') + textOf(list[at], depth - 1, budget)
  return '[' + text + ']'
}

function textOfObject(object, depth, budget) {
  const own = getPrototypeOf(object)
  if (own !== null && own !== prototype) throw new Refused('type', 'an object of a class' + classOf(object))
  let text = ''
  const names = keys(object)
  for (let at = 0; at < names.length; at += 1) {
    const value = object[names[at]]
    if (value === undefined) continue
    text += (text === '' ? '' : ',') + textOfString(names[at], budget) + ':' + textOf(value, depth - 1, budget)
  }
  return '{' + text + '}'
}

function classOf(object) {
  for (const name in classes) if (object instanceof classes[name]) return ' (' + name + ')'
  return ''
}

// The name and the message of an error are what the code wrote: only the author may read them.
function described(error) {
  try {
    if (!(error instanceof Error)) return { what: '', said: String(error).slice(0, 500) }
    let what = 'Error'
    for (const name in errors) if (error instanceof errors[name]) what = name
    const stack = String(error.stack)
    const frames = stack.slice(Math.max(0, stack.indexOf('\\n    at ')))
    const place = /code\\.js:(\\d+):(\\d+)/.exec(frames)
    const said = (error.name + ': ' + error.message).slice(0, 500)
    return { what, said, ...(place && { line: Number(place[1]), column: Number(place[2]) }) }
  } catch {
    return { what: 'Error' }
  }
}
`
