import { createRoot } from 'solid-js'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'

import {
  createDraftStore,
  type DraftStore,
} from '../../dashboard/src/builder/create-draft-store.ts'
import type { DraftPort, SaveOutcome } from '../../dashboard/src/builder/draft-port.ts'
import { readUnsaved } from '../../dashboard/src/builder/draft-storage.ts'

const config = { name: 'Orders', path: '/orders', method: 'GET' }

/** A server that keeps what it is given and counts revisions. */
function fakeServer() {
  const server = {
    saves: [] as { config: unknown; etag: string }[],
    issues: [] as { pointer: string; code: string; message: string }[],
    outcome: undefined as SaveOutcome | undefined,
    failure: undefined as Error | undefined,
  }
  const port: DraftPort = {
    check: async () => ({ issues: server.issues, plan: [] }),
    save: async (saved, etag) => {
      if (server.failure !== undefined) throw server.failure
      server.saves.push({ config: saved, etag })
      return server.outcome ?? { type: 'saved', etag: `"${server.saves.length + 1}"` }
    },
  }
  return { server, port }
}

describe('saving a draft', () => {
  let dispose = () => {}
  const start = (port: DraftPort, canEdit = true, isManual = false): DraftStore =>
    createRoot((end) => {
      dispose = end
      return createDraftStore({
        id: 'ep_1',
        config,
        etag: '"1"',
        port,
        storage: localStorage,
        canEdit,
        isManual,
      })
    })

  beforeEach(() => {
    vi.useFakeTimers()
    localStorage.clear()
  })
  afterEach(() => {
    dispose()
    vi.useRealTimers()
  })

  it('saves only when told to where its author looks first', async () => {
    const { server, port } = fakeServer()
    const store = start(port, true, true)
    store.setValue('/name', 'A')
    await vi.advanceTimersByTimeAsync(5_000)
    dispose()
    expect(server.saves).toEqual([])
    expect(readUnsaved('ep_1', localStorage)?.text).toContain('"A"')
    expect(await store.saveNow()).toBe(true)
    expect(server.saves).toHaveLength(1)
  })

  it('saves once, a second after the last edit, with the revision it started from', async () => {
    const { server, port } = fakeServer()
    const store = start(port)
    store.setValue('/name', 'A')
    await vi.advanceTimersByTimeAsync(500)
    store.setValue('/name', 'AB')
    await vi.advanceTimersByTimeAsync(900)
    expect(server.saves).toEqual([])
    await vi.advanceTimersByTimeAsync(200)
    expect(server.saves).toEqual([{ config: { ...config, name: 'AB' }, etag: '"1"' }])
    store.setValue('/name', 'ABC')
    await vi.advanceTimersByTimeAsync(1_100)
    expect(server.saves[1]?.etag).toBe('"2"')
    expect(readUnsaved('ep_1', localStorage)).toBeUndefined()
  })

  it('keeps an invalid draft in the browser and brings it back after a reload', async () => {
    const { server, port } = fakeServer()
    const store = start(port)
    store.setText('{ "name": ')
    await vi.advanceTimersByTimeAsync(3_000)
    expect(server.saves).toEqual([])
    dispose()
    expect(start(port).draft().text).toBe('{ "name": ')
  })

  it('does not save while the check finds problems', async () => {
    const { server, port } = fakeServer()
    server.issues = [{ pointer: '/path', code: 'required', message: 'Write a path' }]
    const store = start(port)
    store.setValue('/path', '')
    await vi.advanceTimersByTimeAsync(3_000)
    expect(server.saves).toEqual([])
    expect(store.draft().issues).toEqual(server.issues)
  })

  it('shows both versions when somebody saved first, and saves mine over theirs when asked', async () => {
    const { server, port } = fakeServer()
    const theirs = { text: '{"name":"Theirs"}', etag: '"7"', savedAt: undefined }
    server.outcome = { type: 'conflict', theirs }
    const store = start(port)
    store.setValue('/name', 'Mine')
    await vi.advanceTimersByTimeAsync(3_000)
    expect(store.draft().conflict).toEqual(theirs)
    server.outcome = undefined
    store.resolve('mine')
    await vi.advanceTimersByTimeAsync(1_100)
    expect(server.saves.at(-1)).toEqual({ config: { ...config, name: 'Mine' }, etag: '"7"' })
  })

  it('tells when the server fails and saves at the next attempt', async () => {
    const { server, port } = fakeServer()
    server.failure = new Error('down')
    const store = start(port)
    store.setValue('/name', 'A')
    await vi.advanceTimersByTimeAsync(1_100)
    expect(store.error()).toBe(server.failure)
    expect(readUnsaved('ep_1', localStorage)?.text).toContain('"A"')
    server.failure = undefined
    await store.saveNow()
    expect(store.error()).toBeUndefined()
    expect(server.saves).toHaveLength(1)
  })

  it('never saves for somebody who may only look', async () => {
    const { server, port } = fakeServer()
    const store = start(port, false)
    store.setValue('/name', 'A')
    await vi.advanceTimersByTimeAsync(3_000)
    expect(server.saves).toEqual([])
  })
})
