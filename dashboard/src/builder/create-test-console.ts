import { useMutation } from '@tanstack/solid-query'
import { type Accessor, createEffect, createSignal, on } from 'solid-js'
import { createStore } from 'solid-js/store'

import type { TestResult } from '#contract/trace.ts'

import { call } from '../api/client.ts'
import type { DraftStore } from './create-draft-store.ts'
import { segmentsOf, valueAt } from './pointer.ts'
import { hasBody, type TestForm, testPath, testRequestOf } from './test-request.ts'

export type TestPart = 'body' | 'query' | 'headers'

/** The test panel of an endpoint: the request it sends, and what came of the last one. */
export interface TestConsole {
  readonly form: TestForm
  change(change: Partial<TestForm>): void
  readonly part: Accessor<TestPart>
  setPart(part: TestPart): void
  send(): void
  readonly canSend: Accessor<boolean>
  readonly isSending: Accessor<boolean>
  readonly error: Accessor<Error | null>
  readonly result: Accessor<TestResult | undefined>
  /** Body of the request that `result` answers. */
  readonly sentBody: Accessor<string | undefined>
  /** A place of the request to show, such as `/body/items/0`; undefined once it is shown. */
  readonly target: Accessor<string | undefined>
  reveal(pointer: string | undefined): void
}

interface TestConsoleOptions {
  readonly id: string
  readonly store: DraftStore
  readonly canEdit: Accessor<boolean>
}

/** Sends requests to the draft as it stands, saved or not. */
export function createTestConsole({ id, store, canEdit }: TestConsoleOptions): TestConsole {
  const [form, setForm] = createTestForm(store)
  const [chosen, setChosen] = createSignal<TestPart>()
  const [target, setTarget] = createSignal<string>()
  const [sentBody, setSentBody] = createSignal<string>()
  const send = useMutation<TestResult, Error, void>(() => ({
    mutationFn: async () => {
      const { parsed } = store.draft()
      const config = parsed.ok ? parsed.value : undefined
      const sent = form.body
      const body = { request: testRequestOf(form), config }
      const { data } = await call('testEndpoint', { params: { id }, body })
      setSentBody(sent)
      return data
    },
  }))
  const canSend = () => canEdit() && store.draft().parsed.ok && !send.isPending
  return {
    form,
    change: (change) => setForm(change),
    part: () => chosen() ?? (hasBody(form.method) ? 'body' : 'query'),
    setPart: setChosen,
    send: () => void (canSend() && send.mutate()),
    canSend,
    isSending: () => send.isPending,
    error: () => send.error,
    result: () => send.data,
    sentBody,
    target,
    reveal(pointer) {
      const part = partOf(pointer ?? '')
      if (part !== undefined) setChosen(part)
      setTarget(pointer)
    },
  }
}

function partOf(pointer: string): TestPart | undefined {
  const [first] = segmentsOf(pointer)
  return first === 'body' || first === 'query' || first === 'headers' ? first : undefined
}

type Writable = { -readonly [Key in keyof TestForm]: TestForm[Key] }

/** Follows the draft until the author writes another path or changes the template again. */
function createTestForm(store: DraftStore) {
  const value = (pointer: string) => String(valueAt(store.draft().value, pointer) ?? '')
  const [form, setForm] = createStore<Writable>({
    method: 'GET',
    path: '',
    query: {},
    headers: {},
    body: '{\n  \n}',
  })
  const [template, setTemplate] = createSignal('')
  createEffect(
    on([() => value('/method'), () => value('/path')], ([method, path]) => {
      setForm('method', method)
      if (path !== template()) setForm('path', testPath(path, {}))
      setTemplate(path)
    }),
  )
  return [form, setForm] as const
}
