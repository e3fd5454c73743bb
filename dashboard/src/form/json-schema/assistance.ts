import {
  type Completion,
  type CompletionContext,
  type CompletionResult,
  snippet,
  startCompletion,
} from '@codemirror/autocomplete'
import { jsonLanguage } from '@codemirror/lang-json'
import { syntaxTree } from '@codemirror/language'
import type { Extension } from '@codemirror/state'
import { type EditorView, hoverTooltip, type Tooltip } from '@codemirror/view'

import { type JsonPlace, placeAt } from './json-place.ts'
import { type Holds, keywords } from './keywords.ts'
import { isSchemaAt, type SchemaDocument, suggest, type Suggestion } from './suggest.ts'

export interface SchemaAssistance {
  readonly document: () => SchemaDocument
  /** What each keyword means, in the reader's language. */
  readonly words: () => Readonly<Record<string, string>>
}

/** Completion for a JSON Schema, and what a keyword means on hover. */
export function schemaAssistance(assistance: SchemaAssistance): Extension {
  return [
    jsonLanguage.data.of({
      autocomplete: (context: CompletionContext) => complete(context, assistance),
    }),
    hoverTooltip((view, offset) => explain(view, offset, assistance)),
  ]
}

/** What a completion offers at the cursor; null where it has nothing to say. */
export function complete(
  context: CompletionContext,
  assistance: SchemaAssistance,
): CompletionResult | null {
  const text = context.state.doc.toString()
  const place = placeAt(text, context.pos)
  if (place === undefined || (place.from === context.pos && !context.explicit)) return null
  const suggestions = suggest(place, assistance.document())
  if (suggestions.length === 0) return null
  const words = assistance.words()
  const isQuoted = text[place.from] === '"'
  return {
    from: isQuoted ? place.from + 1 : place.from,
    options: suggestions.map((suggestion, index) => ({
      label: suggestion.label,
      type: suggestion.isName === true ? 'property' : 'keyword',
      // Best first, where nothing that is written tells them apart.
      boost: 99 - index,
      ...(place.position === 'key' && infoOf(suggestion, words)),
      apply: (view, completion) => insert(view, completion, place, suggestion),
    })),
  }
}

function infoOf(
  { label, isName }: Suggestion,
  words: Readonly<Record<string, string>>,
): Pick<Completion, 'info'> | undefined {
  const info = isName === true || !Object.hasOwn(words, label) ? undefined : words[label]
  return info === undefined ? undefined : { info }
}

/** Values as they are begun, in the language of snippets: `${}` is where the cursor goes. */
const beginnings: Readonly<Record<Holds, string>> = {
  schema: '{${}}',
  schemas: '[\n\t{${}}\n]',
  'schema-or-schemas': '{${}}',
  'schema-map': '{\n\t${}\n}',
  names: '["${}"]',
  'names-map': '{\n\t${}\n}',
  type: '"${}"',
  format: '"${}"',
  reference: '"${}"',
  dialect: '"${}"',
  boolean: '${true}',
  count: '${1:1}',
  number: '${1:0}',
  text: '"${}"',
  values: '[${}]',
  any: '${}',
}

/** Kinds of values whose own completion opens at once. */
const choices: ReadonlySet<Holds> = new Set(['type', 'format', 'reference', 'dialect', 'names'])

function insert(
  view: EditorView,
  completion: Completion,
  place: JsonPlace,
  { json, holds }: Suggestion,
): void {
  const rest = view.state.sliceDoc(place.to)
  const hasValue = /^\s*:/.test(rest)
  const begun = holds === undefined || hasValue ? '' : `: ${beginnings[holds]}`
  const comma = holds !== undefined && !hasValue && /^\s*["\w]/.test(rest) ? ',' : ''
  // In the language of snippets a brace of a name has to be escaped.
  snippet(`${json.replaceAll(/[{}]/g, '\\$&')}${begun}${comma}`)(
    view,
    completion,
    place.from,
    place.to,
  )
  if (holds !== undefined && choices.has(holds)) startCompletion(view)
}

function explain(
  view: EditorView,
  offset: number,
  { document, words }: SchemaAssistance,
): Tooltip | null {
  const node = syntaxTree(view.state).resolveInner(offset, 1)
  if (node.name !== 'PropertyName') return null
  const name = view.state.sliceDoc(node.from + 1, node.to - 1)
  const place = placeAt(view.state.doc.toString(), node.from + 1)
  const text = Object.hasOwn(words(), name) ? words()[name] : undefined
  const isKeyword = keywords.has(name) && place?.position === 'key'
  if (text === undefined || !isKeyword || !isSchemaAt(place.path, document().value)) return null
  return { pos: node.from, end: node.to, above: true, create: () => ({ dom: card(name, text) }) }
}

function card(name: string, text: string): HTMLElement {
  const dom = document.createElement('div')
  dom.className = 'cm-keyword'
  const code = document.createElement('code')
  code.textContent = name
  dom.append(code, document.createTextNode(text))
  return dom
}
