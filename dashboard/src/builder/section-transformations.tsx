import FlaskConical from 'lucide-solid/icons/flask-conical'
import Plus from 'lucide-solid/icons/plus'
import { createSignal, For, lazy, Show, Suspense } from 'solid-js'

import { useForm } from '../form/form-context.ts'
import { SchemaForm } from '../form/schema-form.tsx'
import { useI18n } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { useBuilder } from './builder-context.ts'
import { transformationSchema } from './config-schema.ts'
import { ItemCard } from './item-card.tsx'
import { freshId, itemsAt, showOpened } from './lists.ts'
import { RuleFindings } from './rule-findings.tsx'
import { StepList } from './step-list.tsx'
import styles from './workspace.module.css'

const RulePlayground = lazy(async () => ({
  default: (await import('./rule-playground.tsx')).RulePlayground,
}))
const LIST = '/transformations'

/** Rules that reshape the request body before the calls, or the answer after them. */
export function TransformationsSection() {
  const { t } = useI18n()
  const form = useForm()
  const count = () => itemsAt(form, LIST).length
  const { item } = useBuilder()
  const [open, setOpen] = createSignal(item() ?? 0)
  const add = () => {
    const rules = [{ operation: 'set', source: 'body', target: '' }]
    const id = freshId('map', itemsAt(form, LIST))
    form.set(LIST, [...itemsAt(form, LIST), { id, type: 'map', phase: 'response', rules }])
    setOpen(count() - 1)
  }
  const remove = (index: number) =>
    form.set(
      LIST,
      itemsAt(form, LIST).filter((_, other) => other !== index),
    )
  const text = (pointer: string) => String(form.get(pointer) ?? '')
  return (
    <div class={styles['items']} ref={(list) => item() !== undefined && showOpened(list)}>
      <Show when={count() === 0}>
        <p class="muted">{t('builder.noTransformations')}</p>
      </Show>
      <For each={Array.from({ length: count() }, (_, index) => index)}>
        {(index) => (
          <ItemCard
            pointer={`${LIST}/${index}`}
            name={text(`${LIST}/${index}/name`) || text(`${LIST}/${index}/id`)}
            summary={t(
              text(`${LIST}/${index}/phase`) === 'request'
                ? 'builder.phaseRequest'
                : 'builder.phaseResponse',
            )}
            isOpen={open() === index}
            onToggle={() => setOpen(open() === index ? -1 : index)}
            onRemove={() => remove(index)}
          >
            <SchemaForm
              schema={transformationSchema}
              pointer={`${LIST}/${index}`}
              only={['id', 'name', 'phase']}
            />
            <RuleFindings pointer={`${LIST}/${index}`} />
            <RuleSteps pointer={`${LIST}/${index}`} />
          </ItemCard>
        )}
      </For>
      <Show when={!form.readOnly()}>
        <div>
          <Button icon={Plus} onClick={add}>
            {t('builder.addTransformation')}
          </Button>
        </div>
      </Show>
    </div>
  )
}

/** Steps of a rule, as a form or tried on a document. */
function RuleSteps(props: { readonly pointer: string }) {
  const { t } = useI18n()
  const [isTrying, setTrying] = createSignal(false)
  return (
    <>
      <div>
        <Button
          size="sm"
          icon={FlaskConical}
          aria-expanded={isTrying()}
          onClick={() => setTrying(!isTrying())}
        >
          {t(isTrying() ? 'playground.closeTry' : 'playground.tryRule')}
        </Button>
      </div>
      <Show when={isTrying()} fallback={<StepList rule={props.pointer} />}>
        <Suspense>
          <RulePlayground pointer={props.pointer} />
        </Suspense>
      </Show>
    </>
  )
}
