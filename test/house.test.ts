/// <reference types="vite/types/importMeta.d.ts" />
import { describe, expect, it } from 'vitest'

import { problems } from '#contract/problem.ts'
import { routes } from '#contract/routes.ts'
import { kindCatalog } from '#worker/api/kind-catalog.ts'
import { auth } from '#worker/auth/index.ts'
import { cache } from '#worker/cache/index.ts'
import { integrations } from '#worker/integrations/index.ts'
import { kvKeys } from '#worker/platform/kv-keys.ts'
import { rateLimit } from '#worker/rate-limit/index.ts'
import { transform } from '#worker/transform/index.ts'

// Read as text at build time: the tests run where there is no file system.
const pages = import.meta.glob<string>('../docs/**/*.md', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const sources = import.meta.glob<string>(
  [
    '../{worker,contract,durable-objects,scripts,test,bench}/**/*.{ts,tsx,mjs}',
    '../dashboard/src/**/*.{ts,tsx}',
    '!../bench/{build,state}/**',
  ],
  { query: '?raw', import: 'default', eager: true },
)
const registries = [auth, rateLimit, cache, integrations, transform]
const page = (path: string) => pages[`../docs/${path}`] ?? ''

describe('errors', () => {
  it.each(Object.entries(problems))(
    'has a page for %s that agrees with the table',
    (code, entry) => {
      const text = page(`errors/${code}.md`)
      expect(text).toContain(`**${entry.status}`)
      expect(text).toContain(entry.title)
      expect(text).toContain(entry.errorType)
      expect(text).toContain('## What to do')
    },
  )

  it('has no page of a code that does not exist', () => {
    const codes = namesBelow('../docs/errors/').filter((name) => name !== 'README')
    expect(codes.sort()).toEqual(Object.keys(problems).sort())
  })

  it('shows the example body its own code answers with', () => {
    for (const [code, entry] of Object.entries(problems)) {
      const json = /```json\n([\s\S]*?)\n```/.exec(page(`errors/${code}.md`))?.[1] ?? 'null'
      expect(JSON.parse(json)).toMatchObject({ code, ...entry })
    }
  })
})

describe('kinds', () => {
  const entries = kindCatalog

  it.each(
    // `none` has nothing to configure.
    entries
      .filter((entry) => entry.available && entry.type !== 'none')
      .map((entry) => [`${entry.stage}/${entry.type}`]),
  )('documents %s', (name) => {
    expect(page(`kinds/${name}.md`)).not.toBe('')
  })

  it('names each kind of a stage once', () => {
    const names = entries.map((entry) => `${entry.stage}/${entry.type}`)
    expect(new Set(names).size).toBe(names.length)
  })

  it('offers a schema for every kind that can be used, and finds it by its type', () => {
    for (const { stage, type, available, schema } of entries) {
      const registry = registries.find((candidate) => candidate.stage === stage)
      expect(registry?.has(type)).toBe(available)
      if (available) expect(schema).toHaveProperty('type', 'object')
    }
  })
})

describe('management API', () => {
  it('has one route per method and path', () => {
    const keys = Object.values(routes).map((route) => `${route.method} ${route.path}`)
    expect(new Set(keys).size).toBe(keys.length)
  })

  it('answers 204 exactly when a route has no output', () => {
    for (const [name, route] of Object.entries(routes)) {
      expect({ name, empty: route.status === 204 }).toEqual({ name, empty: !('output' in route) })
    }
  })
})

describe('storage', () => {
  const text = page('storage.md')

  it('lists every table of the schema', () => {
    const schema = sources['../worker/db/schema.ts'] ?? ''
    const tables = [...schema.matchAll(/sqliteTable\(\s*'(\w+)'/g)].map((match) => match[1] ?? '')
    expect(tables.length).toBeGreaterThan(5)
    for (const table of tables) expect(text).toContain(`\`${table}\``)
  })

  it('lists every key of KV', () => {
    for (const key of Object.values(kvKeys)) {
      const prefix = typeof key === 'string' ? key : /`(.*?)[@:$]/.exec(String(key))?.[1]
      expect(text).toContain(prefix)
    }
  })
})

describe('the house', () => {
  it('has no file above 400 lines', () => {
    const long = Object.entries(sources)
      .map(([path, text]) => ({ path, lines: text.split('\n').length - 1 }))
      .filter(({ lines }) => lines > 400)
    expect(long).toEqual([])
  })

  it('numbers its decisions without a gap', () => {
    const numbers = namesBelow('../docs/decisions/')
      .filter((name) => name !== 'README')
      .map((name) => Number(/^\d{4}(?=-)/.exec(name)?.[0]))
      .sort((a, b) => a - b)
    expect(numbers.length).toBeGreaterThan(0)
    expect(numbers).toEqual(numbers.map((_, index) => index + 1))
  })

  it('has no link to a page that does not exist', () => {
    const broken = Object.entries(pages).flatMap(([path, text]) =>
      [...text.matchAll(/\]\((?!https?:|#|mailto:)([^)#]+\.md)(#[^)]*)?\)/g)]
        .map((match) => new URL(match[1] ?? '', `file:///x/y/${path.slice(3)}`).pathname)
        .filter((target) => target.startsWith('/x/y/docs/') && !(`..${target.slice(4)}` in pages))
        .map((target) => `${path} → ${target}`),
    )
    expect(broken).toEqual([])
  })
})

function namesBelow(folder: string): string[] {
  return Object.keys(pages)
    .filter((path) => path.startsWith(folder) && !path.slice(folder.length).includes('/'))
    .map((path) => path.slice(folder.length, -'.md'.length))
}
