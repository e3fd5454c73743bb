import { isRecord } from '#contract/is-record.ts'
import type { TestResult } from '#contract/trace.ts'

import type { TestConsole } from './create-test-console.ts'
import { print } from './json-patch-text.ts'
import { parseJson } from './json-text.ts'
import { valueAt } from './pointer.ts'
import { parameterRange } from './test-request.ts'
import { parametersOf, type ValidationPart } from './validation-parts.ts'

/** A sample that the test panel already has: what it sends, or the last answer. Undefined when it has none. */
export function sampleOf(
  part: ValidationPart,
  test: Pick<TestConsole, 'form' | 'result'>,
  config: unknown,
): string | undefined {
  const sample = sampleValue(part, test, config)
  const isEmpty = sample === undefined || (isRecord(sample) && Object.keys(sample).length === 0)
  return isEmpty ? undefined : print(sample)
}

function sampleValue(
  part: ValidationPart,
  { form, result }: Pick<TestConsole, 'form' | 'result'>,
  config: unknown,
): unknown {
  switch (part) {
    case 'params':
      return pathValues(String(valueAt(config, '/path') ?? ''), form.path, parametersOf(config))
    case 'query': {
      const inPath = new URLSearchParams(form.path.split('?', 2)[1] ?? '')
      return { ...Object.fromEntries(inPath), ...form.query }
    }
    case 'headers':
      return Object.fromEntries(
        Object.entries(form.headers).map(([name, value]) => [name.toLowerCase(), value]),
      )
    case 'body':
      return jsonOf(form.body)
    case 'response':
      return answered(result()?.response)
  }
}

/** JSON of a successful answer: a refusal is no sample of what the endpoint promises. */
export function answered(answer: TestResult['response'] | undefined): unknown {
  const isPromised = answer !== undefined && answer.status >= 200 && answer.status < 300
  if (!isPromised || answer.truncated || answer.bodyEncoding !== 'utf-8') return undefined
  return jsonOf(answer.body)
}

function pathValues(template: string, path: string, names: readonly string[]) {
  const values = names.map((name) => {
    const range = parameterRange(template, path, name)
    return [name, range === undefined ? undefined : decoded(path.slice(range.from, range.to))]
  })
  return Object.fromEntries(values.filter(([, value]) => value !== undefined)) as unknown
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

function jsonOf(text: string): unknown {
  const parsed = parseJson(text)
  return parsed.ok ? parsed.value : undefined
}
