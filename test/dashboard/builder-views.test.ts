import { describe, expect, it } from 'vitest'

import { pathParameters, pathParts, samplePath } from '../../dashboard/src/builder/path-template.ts'
import { scopePaths } from '../../dashboard/src/builder/scope-paths.ts'
import { issueCounts, visibleSections } from '../../dashboard/src/builder/sections.ts'
import { testRequestOf } from '../../dashboard/src/builder/test-request.ts'
import { diffLines } from '../../dashboard/src/builder/text-diff.ts'

const kind = (stage: 'auth' | 'integrations', type: string, available = true) => ({
  stage,
  type,
  title: type,
  available,
  schema: {},
})
const issue = (pointer: string) => ({ pointer, code: 'x', message: 'x' })

describe('sections', () => {
  it('hides a stage that offers nothing but none', () => {
    const shown = visibleSections([kind('auth', 'none'), kind('auth', 'jwt', false)], [])
    expect(shown).toEqual([
      'request',
      'rateLimit',
      'validation',
      'idempotency',
      'integrations',
      'transformations',
      'response',
      'documentation',
    ])
  })

  it('shows a stage as soon as it offers a kind, or has a problem', () => {
    expect(visibleSections([kind('auth', 'jwt')], [])).toContain('authentication')
    expect(visibleSections([], [issue('/caching/ttl')])).toContain('caching')
  })

  it('counts problems where they are solved', () => {
    const issues = [
      issue('/path'),
      issue('/request/maxBodyBytes'),
      issue('/integrations/0/id'),
      issue(''),
    ]
    expect(issueCounts(issues)).toEqual({ request: 3, integrations: 1 })
  })
})

describe('path templates', () => {
  it.each([
    ['/orders/{id}', ['id'], '/orders/1'],
    ['/a/{b}/c/{d+}', ['b', 'd'], '/a/1/c/a/b'],
    ['/files/*', ['wildcard'], '/files/a/b'],
    ['/plain', [], '/plain'],
    ['/broken/{id', [], '/broken/{id'],
  ])('%s', (template, names, sample) => {
    expect(pathParameters(template)).toEqual(names)
    expect(samplePath(template)).toBe(sample)
    expect(
      pathParts(template)
        .map(({ text }) => text)
        .join(''),
    ).toBe(template)
  })
})

describe('what an expression may read', () => {
  it('names parameters, integrations and variables of this draft', () => {
    const paths = scopePaths({
      path: '/a/{id}',
      integrations: [{ id: 'user' }],
      variables: { limit: 1 },
    })
    expect(paths).toEqual(
      expect.arrayContaining(['request.params.id', 'integrations.user.body', 'variables.limit']),
    )
  })

  it('copes with a draft that is no object', () => {
    expect(scopePaths(null)).toContain('request.body')
  })
})

describe('a test request', () => {
  const form = { method: 'POST', path: '/a', query: {}, headers: {}, body: '{"a":1}' }

  it('announces a JSON body as JSON unless the author says otherwise', () => {
    expect(testRequestOf(form).headers).toEqual({ 'content-type': 'application/json' })
    const own = { ...form, headers: { 'Content-Type': 'text/csv' } }
    expect(testRequestOf(own).headers).toEqual({ 'Content-Type': 'text/csv' })
  })

  it('sends no body with GET', () => {
    expect(testRequestOf({ ...form, method: 'GET' })).not.toHaveProperty('body')
  })
})

describe('text diff', () => {
  it('keeps what is common and rebuilds both texts', () => {
    const lines = diffLines('a\nb\nc\nd', 'a\nx\nc\nd\ne')
    const text = (kinds: string[]) =>
      lines
        .filter(({ kind }) => kinds.includes(kind))
        .map(({ text }) => text)
        .join('\n')
    expect(text(['same', 'removed'])).toBe('a\nb\nc\nd')
    expect(text(['same', 'added'])).toBe('a\nx\nc\nd\ne')
    expect(lines.filter(({ kind }) => kind === 'same')).toHaveLength(3)
  })
})
