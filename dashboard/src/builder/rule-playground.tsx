import { useNavigate } from '@solidjs/router'
import { createSignal, Show } from 'solid-js'

import { call } from '../api/client.ts'
import { useForm } from '../form/form-context.ts'
import { useI18n } from '../i18n/index.ts'
import { createPlayground } from '../playground/create-playground.ts'
import { evaluateByApi } from '../playground/evaluation.ts'
import { examples } from '../playground/examples.ts'
import { Panes } from '../playground/panes.tsx'
import { SampleMenu } from '../playground/sample-menu.tsx'
import { fragmentOf } from '../playground/share-link.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { showToast } from '../ui/toast.ts'
import { useFailureToast } from '../ui/use-failure-toast.ts'
import { useBuilder } from './builder-context.ts'
import { print } from './json-patch-text.ts'
import { testRequestOf } from './test-request.ts'
import { answered, sampleOf } from './test-samples.ts'
import styles from './workspace.module.css'

/** The playground over a rule of the draft, with inputs from its test requests. */
export function RulePlayground(props: { readonly pointer: string }) {
  const { t } = useI18n()
  const form = useForm()
  const navigate = useNavigate()
  const { endpoint } = useBuilder()
  const { input, setInput, isTooLong, setTooLong, samples } = createSamples()
  const [scope, setScope] = createSignal('')
  const playground = createPlayground({
    rule: {
      get: (pointer) => form.get(props.pointer + pointer),
      set: (pointer, value) => form.set(props.pointer + pointer, value),
      readOnly: form.readOnly,
    },
    input,
    setInput,
    scope,
    setScope,
    evaluate: evaluateByApi,
    knownPaths: form.scope,
  })
  const openPage = async () => {
    const sheet = { rule: print(form.get(props.pointer)), input: input(), scope: scope() }
    const fragment = await fragmentOf(sheet)
    setTooLong(fragment === undefined)
    if (fragment !== undefined) navigate(`/playground${fragment}`)
  }
  return (
    <div class={styles['rulePlayground']}>
      <Show when={isTooLong()}>
        <Banner tone="warn" title={t('playground.tooLong')}>
          {t('playground.tooLongText')}
        </Banner>
      </Show>
      <Panes
        playground={playground}
        samples={<SampleMenu endpointId={endpoint().id} items={samples()} />}
      />
      <div>
        <Button size="sm" onClick={() => void openPage()}>
          {t('playground.openPage')}
        </Button>
      </div>
    </div>
  )
}

/** What the test panel has: the body it sends, its last answer, and the answer before transformations. */
function createSamples() {
  const { t } = useI18n()
  const { test, store, endpoint } = useBuilder()
  const failureToast = useFailureToast()
  const take = (part: 'body' | 'response') => sampleOf(part, test, store.draft().value)
  const [input, setInput] = createSignal(take('response') ?? take('body') ?? examples.totals.input)
  const [isTooLong, setTooLong] = createSignal(false)
  const known = (label: string, part: 'body' | 'response') => ({
    label,
    disabled: take(part) === undefined,
    onSelect: () => setInput(take(part) ?? input()),
  })
  const takeAnswer = async () => {
    const config = { ...Object(store.draft().value), transformations: [] } as unknown
    const body = { request: testRequestOf(test.form), config }
    const { data } = await call('testEndpoint', { params: { id: endpoint().id }, body })
    const value = answered(data.response)
    if (value !== undefined) return void setInput(print(value))
    const text = t('playground.noSample', { status: data.response.status })
    showToast({ tone: 'bad', text })
  }
  const samples = () => [
    {
      label: t('playground.fromAnswer'),
      disabled: !test.canSend(),
      onSelect: () => void takeAnswer().catch(failureToast),
    },
    known(t('playground.fromLastAnswer'), 'response'),
    known(t('playground.fromBody'), 'body'),
  ]
  return { input, setInput, isTooLong, setTooLong, samples }
}
