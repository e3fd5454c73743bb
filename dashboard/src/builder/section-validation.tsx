import { For, Show } from 'solid-js'

import { useForm } from '../form/form-context.ts'
import { SchemaForm } from '../form/schema-form.tsx'
import { configSchema } from './config-schema.ts'
import { ResponseMode } from './response-mode.tsx'
import { SchemaPart } from './schema-part.tsx'
import { partPointer, validationParts } from './validation-parts.ts'
import styles from './workspace.module.css'

const MAX_DEPTH = '/validation/maxDepth'

/** JSON Schemas of the parts of a request, and of the answer. */
export function ValidationSection() {
  const form = useForm()
  // Shown by no part below, such as a member that does not exist.
  const others = () =>
    form
      .issues('/validation')
      .filter(
        ({ pointer }) => !owned.some((own) => pointer === own || pointer.startsWith(`${own}/`)),
      )
  return (
    <>
      <For each={others()}>{(issue) => <p class={styles['error']}>{issue.message}</p>}</For>
      <div class={styles['items']}>
        <For each={validationParts}>
          {(part) => (
            <SchemaPart part={part}>
              <Show when={part === 'body'}>
                <SchemaForm
                  schema={configSchema.properties?.['validation'] ?? {}}
                  pointer="/validation"
                  only={['maxDepth']}
                />
              </Show>
              <Show when={part === 'response'}>
                <ResponseMode />
              </Show>
            </SchemaPart>
          )}
        </For>
      </div>
    </>
  )
}

const owned = [...validationParts.map(partPointer), MAX_DEPTH].map((pointer) =>
  pointer.slice('/validation'.length),
)
