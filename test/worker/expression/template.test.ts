import { describe, expect, it } from 'vitest'

import { compileTemplate } from '#worker/expression/index.ts'
import { Problem } from '#worker/problem.ts'

import { contextOf } from './context.ts'

const render = (text: string, body?: unknown) =>
  compileTemplate(text, '/x').render({ ctx: contextOf({ params: { id: 'a%2Fb' } }), body })

describe('templates', () => {
  it('without holes are constant', () => {
    expect(compileTemplate('plain', '/x').constant).toBe('plain')
    expect(compileTemplate('', '/x').constant).toBe('')
    expect(compileTemplate('a \\{{ b }} c', '/x').constant).toBe('a {{ b }} c')
  })

  it('with plain paths never wait', () => {
    expect(render('/orders/{{ request.params.id }}/x')).toBe('/orders/a/b/x')
  })

  it.each([
    ['{{ body.text }}', 'é'],
    ['{{ body.number }}-{{body.yes}}', '1.5-true'],
    ['[{{ body.none }}{{ body.missing }}]', '[]'],
    ['{{ body.list }}', '[1,2]'],
    ['{{ {"a": {"b": body.number}} }}', '{"a":{"b":1.5}}'],
    ['{{ "}}" & "{{" }}', '}}{{'],
    ['{{ "it\\"s }}" }}', 'it"s }}'],
    ['{{ body.`odd}}name` }}', 'odd'],
    ['{{ /* }} */ body.number }}', '1.5'],
    ['{{ $replace("a}}b", /\\}\\}/, "-") }}', 'a-b'],
    ['{{ body.number / 3 }}{{ body.number / 0.5 }}', '0.53'],
  ])('fill %s', async (text, expected) => {
    const body = { text: 'é', number: 1.5, yes: true, none: null, list: [1, 2], 'odd}}name': 'odd' }
    expect(await render(text, body)).toBe(expected)
  })

  it('encode the holes, not the literal text', async () => {
    const template = compileTemplate('/a b/{{ request.params.id }}', '/x')
    const ctx = contextOf({ params: { id: 'c%2Fd' } })
    expect(await template.render({ ctx }, encodeURIComponent)).toBe('/a b/c%2Fd')
  })

  it('say what they read', () => {
    const template = compileTemplate('{{ integrations.a.status }}{{ request.body.x }}', '/x')
    expect(template.integrations).toEqual(['a'])
    expect(template.readsRequestBody).toBe(true)
  })

  it.each(['{{ a', '{{ "a }}', '{{ }}', '{{ a + }}'])('refuse %s with its place', (text) => {
    expect(() => compileTemplate(text, '/p')).toThrow(Problem)
  })
})
