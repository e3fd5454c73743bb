import { useNavigate } from '@solidjs/router'
import { useMutation, useQueryClient } from '@tanstack/solid-query'
import { createSignal, For } from 'solid-js'

import type { EndpointConfigInput } from '#contract/endpoint.ts'

import { call } from '../api/client.ts'
import { ProblemError } from '../api/problem-error.ts'
import { keys } from '../api/keys.ts'
import { useEndpointChoices } from '../api/queries.ts'
import { valueAt } from '../builder/pointer.ts'
import { useI18n } from '../i18n/index.ts'
import { Field } from '../ui/field.tsx'
import { FormDialog } from '../ui/form-dialog.tsx'
import { Input } from '../ui/input.tsx'
import { SegmentedControl } from '../ui/segmented-control.tsx'
import { Select } from '../ui/select.tsx'
import { showToast } from '../ui/toast.ts'
import { appendRule, type Naming, namingProblem } from './append-rule.ts'
import styles from './playground.module.css'

interface SaveRuleProps {
  readonly rule: unknown
  readonly onClose: () => void
}

/** Adds the rule to the draft of an endpoint that one chooses. */
export function SaveRule(props: SaveRuleProps) {
  const { t } = useI18n()
  const choices = useEndpointChoices()
  const state = createSaving(props)
  const options = () => [
    { value: '', label: t('playground.choose'), disabled: true },
    ...choices().map((one) => ({
      value: one.id,
      label: `${one.name || t('builder.unnamed')} · ${one.method} ${one.path}`,
    })),
  ]
  return (
    <FormDialog
      title={t('playground.save')}
      description={t('playground.saveAbout')}
      busy={state.isPending()}
      error={state.error()}
      onSubmit={state.save}
      onClose={() => props.onClose()}
    >
      <ul class={styles['problems']}>
        <For each={state.issues()}>
          {(issue) => (
            <li data-tone="bad">
              <code>{issue.pointer}</code> {issue.message}
            </li>
          )}
        </For>
      </ul>
      <Field label={t('playground.endpoint')}>
        {(control) => (
          <Select
            {...control}
            required
            options={options()}
            value={state.endpointId()}
            onChange={state.setEndpointId}
          />
        )}
      </Field>
      <Field label={t('playground.ruleId')} error={state.problem()}>
        {(control) => (
          <Input
            {...control}
            mono
            required
            value={state.id()}
            onInput={(event) => state.setId(event.currentTarget.value)}
          />
        )}
      </Field>
      <SegmentedControl
        showLabel
        label={t('playground.phase')}
        options={[
          { value: 'request', label: t('builder.options.request') ?? 'request' },
          { value: 'response', label: t('builder.options.response') ?? 'response' },
        ]}
        value={state.phase()}
        onChange={state.setPhase}
      />
    </FormDialog>
  )
}

/** Where the rule goes and under which name; and the way there. */
function createSaving(props: SaveRuleProps) {
  const { t } = useI18n()
  const client = useQueryClient()
  const navigate = useNavigate()
  const text = (pointer: string) => String(valueAt(props.rule, pointer) ?? '')
  const [endpointId, setEndpointId] = createSignal('')
  const [id, setId] = createSignal(text('/id') || 'rule')
  const [phase, setPhase] = createSignal<Naming['phase']>(
    text('/phase') === 'request' ? 'request' : 'response',
  )
  const [problem, setProblem] = createSignal<ReturnType<typeof namingProblem>>()
  const save = useMutation<string | undefined, Error, void>(() => ({
    mutationFn: async () => {
      const naming = { id: id().trim(), phase: phase() }
      const params = { id: endpointId() }
      const { data, etag } = await call('getEndpoint', { params })
      if (setProblem(namingProblem(data.config, naming)) !== undefined) return undefined
      const body = appendRule(data.config, props.rule, naming) as EndpointConfigInput
      await call('saveEndpoint', { params, body, ifMatch: etag ?? '' })
      await client.invalidateQueries({ queryKey: keys.endpoint(params.id) })
      return String(valueAt(data.config, '/name') || t('builder.unnamed'))
    },
    onSuccess: (name) => {
      if (name === undefined) return
      const path = `/endpoints/${endpointId()}`
      showToast({
        text: t('playground.savedTo', { name, id: id().trim() }),
        action: { label: t('playground.open'), run: () => navigate(path) },
      })
      props.onClose()
    },
  }))
  const problemText = () => {
    const found = problem()
    return found === undefined ? undefined : t(`playground.${found}`)
  }
  return {
    endpointId,
    setEndpointId,
    id,
    setId,
    phase,
    setPhase,
    problem: problemText,
    isPending: () => save.isPending,
    error: () => save.error,
    issues: () => (save.error instanceof ProblemError ? save.error.issues : []),
    save: () => void (endpointId() !== '' && save.mutate()),
  }
}
