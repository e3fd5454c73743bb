import { compileTemplate } from './expression/index.ts'
import type { Expression, Scope, Template } from './expression/types.ts'

/** Text with holes that leaves the Worker. */
export interface TextTemplate {
  readonly template: Template
  readonly isJson: boolean
  render(scope: Scope): string | Promise<string>
}

/**
 * Compiles text. In JSON every hole is written as JSON: inside quotes its characters are escaped, elsewhere
 * it is one whole value, so no data of a caller can change the shape of the document.
 */
export function compileText(text: string, pointer: string): TextTemplate {
  const template = compileTemplate(text, pointer)
  const quoted = quotedHoles(template)
  const isJson = isJsonText(withPlaceholders(template))
  if (template.constant !== undefined || !isJson) {
    return { template, isJson, render: (scope) => template.constant ?? template.render(scope) }
  }
  const encode = (value: string, hole: Expression) =>
    quoted.has(hole) ? JSON.stringify(value).slice(1, -1) : jsonValue(value)
  return { template, isJson, render: (scope) => template.render(scope, encode) }
}

/** Holes that stand between the quotes of a JSON string. */
function quotedHoles(template: Template): ReadonlySet<Expression> {
  const quoted = new Set<Expression>()
  let isOpen = false
  for (const part of template.parts) {
    if (typeof part !== 'string') {
      if (isOpen) quoted.add(part)
    } else if (part.replaceAll(/\\./g, '').split('"').length % 2 === 0) isOpen = !isOpen
  }
  return quoted
}

function withPlaceholders(template: Template): string {
  return template.parts.map((part) => (typeof part === 'string' ? part : '0')).join('')
}

function isJsonText(text: string): boolean {
  try {
    // Compared with something: a bundler drops a call of a built-in whose result nobody reads.
    return JSON.parse(text) !== undefined
  } catch {
    return false
  }
}

function jsonValue(value: string): string {
  if (value === '') return 'null'
  return isJsonText(value) ? value : JSON.stringify(value)
}
