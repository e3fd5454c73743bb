import { createMemo, type JSX, Show } from 'solid-js'

import { resilienceFields } from '#contract/resilience.ts'

import { useForm } from '../form/form-context.ts'
import form_ from '../form/form.module.css'
import { SchemaForm } from '../form/schema-form.tsx'
import type { FieldSchema } from '../form/schema.ts'
import { useI18n } from '../i18n/index.ts'
import { BreakerLive } from './breaker-live.tsx'
import { BreakerState } from './breaker-state.tsx'
import { FallbackChain } from './fallback-chain.tsx'
import { useKept } from './kept.ts'
import { ResiliencePart } from './resilience-part.tsx'
import { resilienceOf } from './resilience-settings.ts'
import { partWords, type ResiliencePart as Name } from './resilience-words.ts'
import parts from './part.module.css'
import styles from './resilience.module.css'
import { WorstCase } from './worst-case.tsx'

interface ResiliencePartsProps {
  /** Of the integration. */
  readonly pointer: string
  readonly schema: FieldSchema
  /** Within an endpoint, whose breaker lives. */
  readonly isLive: boolean
}

/** What an integration does when its service fails, hangs or is slow: each part one line until it is opened. */
export function ResilienceParts(props: ResiliencePartsProps) {
  const i18n = useI18n()
  const { t } = i18n
  const form = useForm()
  const id = () => String(form.get(`${props.pointer}/id`) ?? '')
  const settings = createMemo(() => resilienceOf(form.get(props.pointer)))
  const frame = (name: Name, at: string) => {
    const words = () => partWords(name, settings(), i18n)
    return {
      name,
      pointer: `${props.pointer}/${at}`,
      get isOn() {
        return words() !== undefined
      },
      get summary() {
        return words() ?? (name === 'failures' ? '' : t(`builder.resilience.off.${name}`))
      },
    }
  }
  const has = (field: string) => props.schema.properties?.[field] !== undefined
  const own = () => ({ pointer: props.pointer, schema: props.schema })
  return (
    <Show when={Object.keys(resilienceFields).some(has)}>
      <section class={parts['part']}>
        <header class={parts['partHead']}>
          <h3>{t('builder.resilience.title')}</h3>
          <p>{t('builder.resilience.text')}</p>
        </header>
        <div class={styles['parts']}>
          <ValuePart
            {...own()}
            frame={frame('deadline', 'deadline')}
            at="deadline"
            first={30_000}
          />
          <RetryPart {...own()} frame={frame('retry', 'retryPolicy')} />
          <Show when={has('hedging')}>
            <EnabledPart {...own()} frame={frame('hedging', 'hedging')} at="hedging" />
          </Show>
          <Show when={has('failureStatuses')}>
            <ResiliencePart {...frame('failures', 'failureStatuses')}>
              <SchemaForm {...own()} only={['failureStatuses']} />
            </ResiliencePart>
          </Show>
          <EnabledPart
            {...own()}
            frame={frame('breaker', 'circuitBreaker')}
            at="circuitBreaker"
            tag={props.isLive ? <BreakerState id={id()} /> : undefined}
          >
            <Show when={props.isLive}>
              <BreakerLive id={id()} />
            </Show>
          </EnabledPart>
          <EnabledPart {...own()} frame={frame('bulkhead', 'bulkhead')} at="bulkhead" />
          <FallbackPart {...own()} frame={frame('fallback', 'fallbackStrategy')} />
        </div>
        <WorstCase settings={settings()} />
      </section>
    </Show>
  )
}

interface PartProps extends Omit<ResiliencePartsProps, 'isLive'> {
  readonly frame: { readonly name: Name; readonly pointer: string; isOn: boolean; summary: string }
}

/** A part with `enabled` among its members: off keeps the others. */
function EnabledPart(
  props: PartProps & {
    readonly at: string
    readonly tag?: JSX.Element
    readonly children?: JSX.Element
  },
) {
  const form = useForm()
  const schema = () => props.schema.properties?.[props.at] ?? {}
  const members = () => Object.keys(schema().properties ?? {}).filter((name) => name !== 'enabled')
  const own = () => props.frame.pointer
  const issue = () => form.issue(own()) ?? form.issue(`${own()}/enabled`)
  const turn = (isOn: boolean) =>
    form.get(own()) === undefined
      ? form.set(own(), { enabled: isOn })
      : form.set(`${own()}/enabled`, isOn)
  return (
    <ResiliencePart {...props.frame} onSwitch={turn} tag={props.tag}>
      <Show when={issue()}>{(message) => <p class={form_['error']}>{message()}</p>}</Show>
      <SchemaForm schema={schema()} pointer={own()} only={members()} />
      {props.children}
    </ResiliencePart>
  )
}

/** One attempt is no retry: off writes 1 and leaves the rest. */
function RetryPart(props: PartProps) {
  const form = useForm()
  const kept = useKept()
  const own = () => props.frame.pointer
  const name = () => `${form.get(`${props.pointer}/id`)}/maxAttempts`
  const turn = (isOn: boolean) => {
    const attempts = form.get(`${own()}/maxAttempts`)
    if (!isOn) kept.set(name(), attempts)
    const next = isOn ? (kept.get(name()) ?? 3) : 1
    return form.get(own()) === undefined
      ? form.set(own(), { maxAttempts: next })
      : form.set(`${own()}/maxAttempts`, next)
  }
  return (
    <ResiliencePart {...props.frame} onSwitch={turn}>
      <Show when={form.issue(own())}>{(message) => <p class={form_['error']}>{message()}</p>}</Show>
      <SchemaForm schema={props.schema.properties?.['retryPolicy'] ?? {}} pointer={own()} />
    </ResiliencePart>
  )
}

/** A part that is one value: off takes it out, on brings it back. */
function ValuePart(props: PartProps & { readonly at: string; readonly first: unknown }) {
  const form = useForm()
  const turn = useTurn(props)
  return (
    <ResiliencePart
      {...props.frame}
      isOn={form.get(props.frame.pointer) !== undefined}
      onSwitch={(isOn) => turn(isOn, props.first)}
    >
      <SchemaForm schema={props.schema} pointer={props.pointer} only={[props.at]} />
    </ResiliencePart>
  )
}

function FallbackPart(props: PartProps) {
  const turn = useTurn(props)
  return (
    <ResiliencePart
      {...props.frame}
      onSwitch={(isOn) => turn(isOn, [{ strategy: 'default-response' }])}
    >
      <FallbackChain
        pointer={props.frame.pointer}
        integration={props.pointer}
        schema={props.schema}
      />
    </ResiliencePart>
  )
}

function useTurn(props: PartProps) {
  const form = useForm()
  const kept = useKept()
  return (isOn: boolean, first: unknown) => {
    const { pointer, name } = props.frame
    const key = `${form.get(`${props.pointer}/id`)}/${name}`
    if (!isOn) kept.set(key, form.get(pointer))
    form.set(pointer, isOn ? (kept.get(key) ?? first) : undefined)
  }
}
