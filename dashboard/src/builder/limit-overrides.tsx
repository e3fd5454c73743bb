import Plus from 'lucide-solid/icons/plus'
import Trash from 'lucide-solid/icons/trash'
import { createSignal, For, Show } from 'solid-js'

import { useConsumer } from '../api/queries.ts'
import { useForm } from '../form/form-context.ts'
import form_ from '../form/form.module.css'
import { useI18n } from '../i18n/index.ts'
import { ChooseConsumer } from '../pages/keys/choose-consumer.tsx'
import { Button } from '../ui/button.tsx'
import { IconButton } from '../ui/icon-button.tsx'
import { LimitInput } from './limit-input.tsx'
import { itemsAt } from './lists.ts'
import { valueAt } from './pointer.ts'
import styles from './rate-limit.module.css'
import parts from './part.module.css'

interface LimitOverridesProps {
  /** The limit or quota. */
  readonly pointer: string
  readonly of: 'limit' | 'quota'
}

/** Consumers with numbers of their own. Chosen by name, kept by id. */
export function LimitOverrides(props: LimitOverridesProps) {
  const { t } = useI18n()
  const form = useForm()
  const [isChoosing, setChoosing] = createSignal(false)
  const list = () => `${props.pointer}/overrides`
  const items = () => itemsAt(form, list())
  const burstUnit = () => {
    const strategy = form.get(`${props.pointer}/strategy`) ?? 'token-bucket'
    return t(`builder.rateLimit.${strategy === 'token-bucket' ? 'atOnce' : 'perSecond'}`)
  }
  const write = (next: readonly unknown[]) => form.set(list(), next.length === 0 ? undefined : next)
  const choose = (consumer: string) => {
    setChoosing(false)
    const isKnown = items().some((item) => valueAt(item, '/consumer') === consumer)
    const member = props.of === 'limit' ? 'requestsPerMinute' : 'requests'
    // Begins with the number for everybody.
    const number = form.get(`${props.pointer}/${member}`) ?? 600
    if (!isKnown) write([...items(), { consumer, [member]: number }])
  }
  return (
    <section class={parts['part']}>
      <header class={parts['partHead']}>
        <h3>{t('builder.rateLimit.overrides')}</h3>
        <Show when={!form.readOnly()}>
          <Button size="sm" icon={Plus} onClick={() => setChoosing(true)}>
            {t('builder.rateLimit.addConsumer')}
          </Button>
        </Show>
        <p>{t('builder.rateLimit.overridesText')}</p>
      </header>
      <Show when={form.issue(list())}>
        {(message) => <p class={form_['error']}>{message()}</p>}
      </Show>
      <Show when={items().length > 0}>
        <ul class={styles['rows']}>
          <For each={Array.from({ length: items().length }, (_, index) => index)}>
            {(index) => (
              <OverrideRow
                pointer={`${list()}/${index}`}
                of={props.of}
                burstUnit={burstUnit()}
                onRemove={() => write(items().filter((_, other) => other !== index))}
              />
            )}
          </For>
        </ul>
      </Show>
      <Show when={isChoosing()}>
        <ChooseConsumer
          title={t('builder.rateLimit.chooseConsumer')}
          text={t('builder.rateLimit.chooseConsumerText')}
          newText={t('builder.rateLimit.chooseConsumerText')}
          onChosen={({ id }) => choose(id)}
          onClose={() => setChoosing(false)}
        />
      </Show>
    </section>
  )
}

interface OverrideRowProps {
  readonly pointer: string
  readonly of: 'limit' | 'quota'
  readonly burstUnit: string
  readonly onRemove: () => void
}

function OverrideRow(props: OverrideRowProps) {
  const { t } = useI18n()
  const form = useForm()
  const id = () => String(form.get(`${props.pointer}/consumer`) ?? '')
  const consumer = useConsumer(id)
  const name = () => (consumer.isSuccess ? consumer.data.data.name : id())
  return (
    <li class={styles['override']} data-of={props.of}>
      <a href={`/consumers/${id()}`} class={styles['who']} title={id()}>
        {name()}
      </a>
      <Show
        when={props.of === 'limit'}
        fallback={
          <LimitInput
            pointer={`${props.pointer}/requests`}
            label={t('builder.rateLimit.quotaOf', { name: name() })}
          />
        }
      >
        <LimitInput
          pointer={`${props.pointer}/requestsPerMinute`}
          label={t('builder.rateLimit.requestsOf', { name: name() })}
          unit={t('builder.rateLimit.perMinute')}
          placeholder="600"
        />
        <LimitInput
          pointer={`${props.pointer}/burstLimit`}
          label={t('builder.rateLimit.burstOf', { name: name() })}
          unit={props.burstUnit}
        />
      </Show>
      <Show when={!form.readOnly()}>
        <IconButton
          icon={Trash}
          label={t('builder.form.removeItem', { name: name() })}
          onClick={() => props.onRemove()}
        />
      </Show>
      <Show when={form.issue(props.pointer, true)}>
        {(message) => <p class={form_['error']}>{message()}</p>}
      </Show>
    </li>
  )
}
