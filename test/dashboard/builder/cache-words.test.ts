import { flatten, resolveTemplate, translator } from '@solid-primitives/i18n'
import { describe, expect, it } from 'vitest'

import { caching } from '#contract/caching.ts'

import { cachePhases, phaseWidths } from '../../../dashboard/src/builder/cache-ages.ts'
import { cacheCost } from '../../../dashboard/src/builder/cache-cost.ts'
import { cacheLinks, tagSuggestions } from '../../../dashboard/src/builder/cache-links.ts'
import { ageSentences } from '../../../dashboard/src/builder/cache-words.ts'
import { cacheRatio } from '../../../dashboard/src/builder/cache-ratio.ts'
import { forgottenBy } from '../../../dashboard/src/builder/cache-readers.ts'
import { en } from '../../../dashboard/src/i18n/en.ts'
import { fr } from '../../../dashboard/src/i18n/fr.ts'

const settings = (more: object = {}) => caching.parse({ enabled: true, ...more })
const english = flatten(en)
const french = flatten(fr)
const said = (more: object) =>
  ageSentences(
    { t: translator(() => english, resolveTemplate), locale: () => 'en' },
    settings(more),
  )
const dit = (more: object) =>
  ageSentences({ t: translator(() => french, resolveTemplate), locale: () => 'fr' }, settings(more))

describe('the ages of an answer', () => {
  it('follow one another: fresh, renewed behind, standing in for a failure', () => {
    const all = settings({ ttl: 60, staleWhileRevalidate: 30, staleIfError: 86_400 })
    expect(cachePhases(all)).toEqual([
      { kind: 'fresh', fromSeconds: 0, toSeconds: 60 },
      { kind: 'renewed', fromSeconds: 60, toSeconds: 90 },
      { kind: 'onError', fromSeconds: 90, toSeconds: 86_460 },
    ])
  })

  it('leave out what is not used, or shows nothing beyond another', () => {
    expect(cachePhases(settings()).map(({ kind }) => kind)).toEqual(['fresh'])
    const hidden = settings({ staleWhileRevalidate: 30, staleIfError: 30 })
    expect(cachePhases(hidden).map(({ kind }) => kind)).toEqual(['fresh', 'renewed'])
  })

  it('fill the bar, the longer the wider', () => {
    const all = settings({ ttl: 60, staleWhileRevalidate: 30, staleIfError: 86_400 })
    const [fresh = 0, renewed = 0, onError = 0] = phaseWidths(cachePhases(all))
    expect(fresh + renewed + onError).toBeCloseTo(100)
    expect(renewed).toBeLessThan(fresh)
    expect(fresh).toBeLessThan(onError)
  })
})

describe('how old an answer may be', () => {
  it('is said with every number that is written', () => {
    const times = { ttl: 60, staleWhileRevalidate: 30, staleIfError: 86_400, ttlMode: 'override' }
    expect(said(times)).toEqual([
      'A caller may see an answer up to 60 s after it came from the service; for 30 s more while it is renewed behind it; for 1 day after it went stale when the service fails.',
      'The answer may say other stale times itself; must-revalidate and no-cache forbid both.',
      'Each isolate remembers by itself: two callers may see answers of different age.',
      'After a purge: at once here, within 5 s everywhere.',
    ])
    expect(dit(times)[0]).toBe(
      'Un appelant peut voir une réponse jusqu’à 60 s après qu’elle est venue du service ; pendant 30 s de plus tandis qu’elle est renouvelée derrière ; pendant 1 jour après sa péremption quand le service échoue.',
    )
  })

  it('depends on what the answer says itself unless that is overridden', () => {
    expect(said({})[0]).toBe(
      'A caller may see an answer up to 60 s old, unless its own Cache-Control says otherwise.',
    )
  })

  it('tells of 404, of callers who may ask for more, and of settings without effect', () => {
    const more = { negativeTtl: 10, clientDirectives: 'honour', strategy: 'database' }
    expect(said({ ...more, staleWhileRevalidate: 60, staleIfError: 60 }).slice(2)).toEqual([
      'Stale if error ends before stale while revalidating does: it changes nothing.',
      'A 404 or 410 is remembered for 10 s.',
      'A caller may ask for a fresher answer, or accept an older one.',
      'A location without an answer takes the one another stored, at once.',
      'After a purge: at once here, within 5 s everywhere.',
    ])
  })
})

describe('what a tier may cost', () => {
  it('is nothing for memory', () => {
    expect(cacheCost(settings(), 100)).toBeUndefined()
  })

  it('counts one write of each answer whenever it went stale, for 30 days', () => {
    const cost = { everySeconds: 60, writesEach: 43_200, writes: 4_320_000 }
    expect(cacheCost(settings({ strategy: 'kv' }), 100)) //
      .toEqual({ tier: 'kv', ...cost, dollars: 21.6 })
    expect(cacheCost(settings({ strategy: 'database' }), 100)) //
      .toEqual({ tier: 'database', ...cost, dollars: 4.32 })
  })

  it('is nothing while answers last too short to be written', () => {
    const short = { strategy: 'kv', ttl: 20 }
    expect(cacheCost(settings(short), 100)?.writes).toBe(0)
    expect(cacheCost(settings({ ...short, staleIfError: 40 }), 1)?.writes).toBe(129_600)
  })

  it('never counts less than one write', () => {
    expect(cacheCost(settings({ strategy: 'kv', ttl: 31_536_000 }), 2)?.writes).toBe(2)
  })
})

describe('what a write forgets', () => {
  const targets = (path: string, ...rules: readonly unknown[]) =>
    cacheLinks(path, settings({ invalidationRules: rules }).invalidationRules).map(
      (link) => link.targets,
    )

  it('is its tags, or the answers to the same parameters', () => {
    const tagged = { on: 'PUT /orders/{id}/{line}', tags: ['orders:{id}', 'orders'] }
    expect(targets('/orders/{id}', tagged, 'PUT /orders/{id}')).toEqual([
      [
        { kind: 'tag', tag: 'orders:{id}' },
        { kind: 'tag', tag: 'orders' },
      ],
      [{ kind: 'parameters', names: ['id'] }],
    ])
  })

  it('is everything where a parameter is not the write’s', () => {
    const all = [{ kind: 'everything' }]
    expect(targets('/orders/{id}', 'POST /orders', { on: 'POST /orders', tags: ['o:{id}'] })) //
      .toEqual([all, all])
    expect(targets('/orders', 'PUT /orders/{id}')).toEqual([all])
  })

  it('is completed from the path while a tag is typed', () => {
    const path = '/orders/{id}/items/{item}'
    expect(tagSuggestions(path, '')) //
      .toEqual(['orders', 'orders:{id}', 'items', 'items:{item}'])
    expect(tagSuggestions(path, 'it')).toEqual(['items', 'items:{item}'])
    expect(tagSuggestions(path, 'stock')).toEqual(['stock:{id}', 'stock:{item}'])
    expect(tagSuggestions(path, 'stock:{i')).toEqual(['stock:{id}', 'stock:{item}'])
    expect(tagSuggestions(path, 'stock:{it')).toEqual(['stock:{item}'])
    expect(tagSuggestions('/health', 'x')).toEqual([])
  })
})

describe('what a write forgets of other endpoints', () => {
  const reader = (id: string, path: string, caching: object) => ({
    id,
    config: { name: id, path, method: 'GET', caching: { enabled: true, ...caching } },
  })

  it('is what their rules say of its route, and the same path', () => {
    const rule = { on: 'PUT /orders/{order}', tags: ['orders'] }
    const readers = [
      reader('list', '/orders', { invalidationRules: [rule] }),
      reader('one', '/orders/{id}', {}),
      reader('other', '/users/{id}', { invalidationRules: ['POST /orders/{id}'] }),
      reader('off', '/orders/{id}', { enabled: false }),
      reader('broken', '/orders/{id}', { ttl: 'soon' }),
    ]
    expect(forgottenBy('PUT /orders/{id}', readers)).toEqual([
      { id: 'list', name: 'list', path: '/orders', targets: [{ kind: 'tag', tag: 'orders' }] },
      { id: 'one', name: 'one', path: '/orders/{id}', targets: [{ kind: 'samePath' }] },
    ])
  })
})

describe('what the cache did', () => {
  const now = Date.parse('2026-11-27T10:00:00Z')
  const day = (date: string, hit: number, miss: number) =>
    //
    ({ day: date, hit, stale: 1, miss, bypass: 0 })
  const rows = [day('2026-11-20', 50, 0), day('2026-11-21', 10, 4), day('2026-11-27', 2, 1)]

  it('is counted over whole days of UTC', () => {
    expect(cacheRatio(rows, 1, now)) //
      .toEqual({ requests: 4, counts: { hit: 2, stale: 1, miss: 1, bypass: 0 }, fromCache: 0.75 })
    expect(cacheRatio(rows, 7, now)?.counts).toEqual({ hit: 12, stale: 2, miss: 5, bypass: 0 })
  })

  it('is nothing rather than zero per cent while nobody asked', () => {
    expect(cacheRatio(rows.slice(0, 1), 7, now)).toBeUndefined()
    expect(cacheRatio([{ ...day('2026-11-27', 0, 0), stale: 0 }], 1, now)).toBeUndefined()
  })
})
