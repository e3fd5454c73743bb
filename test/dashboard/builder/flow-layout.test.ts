import * as fc from 'fast-check'
import { describe, expect, it } from 'vitest'

import { layoutOf } from '../../../dashboard/src/builder/flow/layout.ts'
import { moved } from '../../../dashboard/src/builder/flow/moves.ts'

interface Edge {
  readonly from: string
  readonly to: string
}

/** Up to 22 nodes; `isAcyclic`: every edge leads from a lower to a higher one. */
const graphs = (isAcyclic: boolean) =>
  fc.integer({ min: 1, max: 22 }).chain((count) => {
    const node = fc.integer({ min: 0, max: count - 1 })
    return fc.array(fc.tuple(node, node), { maxLength: 40 }).map((pairs) => ({
      ids: Array.from({ length: count }, (_, at) => `n${at}`),
      edges: pairs
        .filter(([a, b]) => a !== b)
        .map(([a, b]): Edge => {
          const [from, to] = isAcyclic ? [Math.min(a, b), Math.max(a, b)] : [a, b]
          return { from: `n${from}`, to: `n${to}` }
        }),
    }))
  })

describe('the layout of a flow', () => {
  it('places every node once and draws every edge', () => {
    fc.assert(
      fc.property(graphs(false), ({ ids, edges }) => {
        const { boxes, routes } = layoutOf(ids, edges)
        expect(boxes.map(({ id }) => id).sort()).toEqual([...ids].sort())
        expect(routes.map(({ edge }) => edge)).toEqual(edges)
      }),
    )
  })

  it('lets no two nodes overlap, and none stand outside of the drawing', () => {
    fc.assert(
      fc.property(graphs(false), ({ ids, edges }) => {
        const { boxes, width, height } = layoutOf(ids, edges)
        for (const [at, box] of boxes.entries()) {
          expect(box.x).toBeGreaterThanOrEqual(0)
          expect(box.y).toBeGreaterThanOrEqual(0)
          expect(box.x + box.width).toBeLessThanOrEqual(width)
          expect(box.y + box.height).toBeLessThanOrEqual(height)
          for (const other of boxes.slice(at + 1)) {
            const isBeside = box.x + box.width <= other.x || other.x + other.width <= box.x
            const isAbove = box.y + box.height <= other.y || other.y + other.height <= box.y
            expect(isBeside || isAbove).toBe(true)
          }
        }
      }),
    )
  })

  it('leads every edge down when there is no cycle', () => {
    fc.assert(
      fc.property(graphs(true), ({ ids, edges }) => {
        const { boxes, routes } = layoutOf(ids, edges)
        const row = (id: string) => boxes.find((box) => box.id === id)?.row ?? -1
        for (const { from, to } of edges) expect(row(from)).toBeLessThan(row(to))
        expect(routes.some(({ isBack }) => isBack)).toBe(false)
      }),
    )
  })

  it('draws the same graph the same way', () => {
    fc.assert(
      fc.property(graphs(false), ({ ids, edges }) => {
        expect(layoutOf(ids, edges)).toEqual(layoutOf(ids, edges))
      }),
    )
  })

  it('is left alone by edges to nothing and to itself', () => {
    const edges = [
      { from: 'a', to: 'a' },
      { from: 'a', to: 'gone' },
    ]
    expect(layoutOf(['a'], edges)).toMatchObject({ boxes: [{ id: 'a', row: 0 }], routes: [] })
    expect(layoutOf([], [])).toMatchObject({ boxes: [], routes: [] })
  })
})

describe('arrow keys', () => {
  it('reach every node of a connected flow, and never lead nowhere', () => {
    fc.assert(
      fc.property(graphs(true), ({ ids, edges }) => {
        const { boxes } = layoutOf(ids, edges)
        const all = ['ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']
        const seen = new Set<string>()
        const todo = [boxes[0]?.id ?? '']
        for (let id = todo.pop(); id !== undefined; id = todo.pop()) {
          if (seen.has(id)) continue
          seen.add(id)
          for (const key of all) {
            const next = moved(key, id, boxes, edges)
            if (next !== undefined) todo.push(next)
          }
        }
        for (const id of seen) expect(ids).toContain(id)
        for (const { from, to } of edges)
          if (boxes.find(({ id }) => id === from)?.row === 0) expect(seen).toContain(to)
      }),
    )
  })

  it('follow edges down and up, and a row sideways', () => {
    const edges = [
      { from: 'a', to: 'b' },
      { from: 'a', to: 'c' },
      { from: 'b', to: 'd' },
      { from: 'c', to: 'd' },
    ]
    const { boxes } = layoutOf(['a', 'b', 'c', 'd'], edges)
    const go = (key: string, from: string) => moved(key, from, boxes, edges)
    const [left = '', right = ''] = boxes.filter(({ row }) => row === 1).map(({ id }) => id)
    expect([left, right]).toContain(go('ArrowDown', 'a'))
    expect(go('ArrowRight', left)).toBe(right)
    expect(go('ArrowLeft', left)).toBeUndefined()
    expect(go('ArrowDown', right)).toBe('d')
    expect(go('ArrowUp', right)).toBe('a')
    expect(go('Home', 'd')).toBe('a')
    expect(go('End', 'a')).toBe('d')
    expect(go('x', 'a')).toBeUndefined()
  })
})
