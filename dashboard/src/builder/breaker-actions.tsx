import { createSignal, For, Show } from 'solid-js'

import type { Breaker } from '#contract/breaker.ts'

import { useAction } from '../api/action.ts'
import { keys } from '../api/keys.ts'
import { useI18n } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { Confirm } from '../ui/confirm.tsx'
import { showToast } from '../ui/toast.ts'
import { useFailureToast } from '../ui/use-failure-toast.ts'
import { useBuilder } from './builder-context.ts'
import styles from './resilience.module.css'

type Target = 'closed' | 'half-open' | 'forced-open' | 'disabled'
type Word = Target | 'reset' | 'automatic'

interface Lever {
  readonly target: Target
  readonly word: Word
}

const forceOpen: Lever = { target: 'forced-open', word: 'forced-open' }
const forceClosed: Lever = { target: 'disabled', word: 'disabled' }
const close: Lever = { target: 'closed', word: 'closed' }
const probe: Lever = { target: 'half-open', word: 'half-open' }
const automatic: Lever = { target: 'closed', word: 'automatic' }

/** What may be done by hand in each state. Closing starts the counts anew. */
const levers: Readonly<Record<Breaker['state'], readonly Lever[]>> = {
  closed: [{ target: 'closed', word: 'reset' }, forceOpen, forceClosed],
  open: [close, probe, forceOpen, forceClosed],
  'half-open': [close, forceOpen, forceClosed],
  'forced-open': [automatic, forceClosed],
  disabled: [automatic, forceOpen],
}

/** Sets a breaker by hand, each time asked for once more. */
export function BreakerActions(props: { readonly breaker: Breaker }) {
  const { t } = useI18n()
  const builder = useBuilder()
  const [asked, setAsked] = createSignal<Lever>()
  const id = () => builder.endpoint().id
  const set = useAction('setBreaker', { invalidates: [keys.breakers(id())] })
  const onError = useFailureToast()
  const run = ({ target: state }: Lever) => {
    const { integrationId } = props.breaker
    const onSuccess = () => {
      setAsked(undefined)
      const word = t(`builder.resilience.live.states.${state}`)
      showToast({ text: t('builder.resilience.live.done', { id: integrationId, state: word }) })
    }
    set.mutate({ params: { id: id(), integrationId }, body: { state } }, { onSuccess, onError })
  }
  return (
    <Show
      when={builder.canEdit()}
      fallback={<p class="muted">{t('builder.resilience.live.editorsOnly')}</p>}
    >
      <div class={styles['actions']}>
        <For each={levers[props.breaker.state]}>
          {(lever) => (
            <Button size="sm" onClick={() => setAsked(lever)}>
              {t(`builder.resilience.live.actions.${lever.word}`)}
            </Button>
          )}
        </For>
      </div>
      <Show when={asked()} keyed>
        {(lever) => (
          <Confirm
            title={t(`builder.resilience.live.actions.${lever.word}`)}
            text={t(`builder.resilience.live.confirm.${lever.target}`, {
              id: props.breaker.integrationId,
            })}
            confirmLabel={t(`builder.resilience.live.actions.${lever.word}`)}
            busy={set.isPending}
            onConfirm={() => run(lever)}
            onClose={() => setAsked(undefined)}
          />
        )}
      </Show>
    </Show>
  )
}
