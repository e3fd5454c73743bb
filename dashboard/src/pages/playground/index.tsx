import { useLocation, useNavigate } from '@solidjs/router'
import Link from 'lucide-solid/icons/link'
import { type Accessor, createEffect, createSignal, on, type Setter, Show } from 'solid-js'

import { patchText } from '../../builder/json-patch-text.ts'
import { parseJson } from '../../builder/json-text.ts'
import { valueAt } from '../../builder/pointer.ts'
import { useI18n } from '../../i18n/index.ts'
import { useCommands } from '../../lib/commands.ts'
import { useMe } from '../../lib/session.ts'
import { createPlayground } from '../../playground/create-playground.ts'
import { evaluateByApi } from '../../playground/evaluation.ts'
import { examples } from '../../playground/examples.ts'
import { Panes } from '../../playground/panes.tsx'
import { SampleMenu } from '../../playground/sample-menu.tsx'
import { SaveRule } from '../../playground/save-rule.tsx'
import { openFragment } from '../../playground/share-link.ts'
import { useShare } from '../../playground/share.ts'
import type { Sheet } from '../../playground/sheet.ts'
import { readSheet, writeSheet } from '../../playground/sheet-storage.ts'
import { Page } from '../../shell/page.tsx'
import { Banner } from '../../ui/banner.tsx'
import { Button } from '../../ui/button.tsx'
import styles from './index.module.css'

/** Rules tried on a document, without an endpoint. */
export function PlaygroundPage() {
  const { t } = useI18n()
  const { can } = useMe()
  const share = useShare()
  const { sheet, setSheet, isDamaged } = createSheet()
  const [isTooLong, setTooLong] = createSignal(false)
  const [isSaving, setSaving] = createSignal(false)
  const { rule, playground } = openPlayground(sheet, setSheet)
  const shareNow = async () => setTooLong(!(await share(sheet())))
  const canSave = () => can('editor')
  useCommands([
    {
      id: 'playground.run',
      group: 'do',
      title: () => t('playground.runAll'),
      keys: 'mod+enter',
      run: playground.evaluation.run,
    },
    {
      id: 'playground.share',
      group: 'do',
      title: () => t('playground.share'),
      run: () => void shareNow(),
    },
    {
      id: 'playground.save',
      group: 'do',
      title: () => t('playground.save'),
      keys: 'mod+s',
      when: canSave,
      run: () => setSaving(true),
    },
  ])
  return (
    <Page
      bleed
      title={t('playground.title')}
      actions={
        <>
          <Button icon={Link} aria-label={t('playground.share')} onClick={() => void shareNow()}>
            <span class={styles['wide']}>{t('playground.share')}</span>
          </Button>
          <Show when={canSave()}>
            <Button variant="primary" onClick={() => setSaving(true)}>
              {t('playground.save')}
            </Button>
          </Show>
        </>
      }
    >
      <h1 class="sr-only">{t('playground.title')}</h1>
      <div class={styles['frame']}>
        <div class={styles['notices']}>
          <Show when={isDamaged()}>
            <Banner tone="bad" title={t('playground.damaged')}>
              {t('playground.damagedText')}
            </Banner>
          </Show>
          <Show when={isTooLong()}>
            <Banner tone="warn" title={t('playground.tooLong')}>
              {t('playground.tooLongText')}
            </Banner>
          </Show>
        </div>
        <Panes
          playground={playground}
          samples={<SampleMenu onExample={(id) => setSheet(examples[id])} />}
        />
      </div>
      <Show when={isSaving()}>
        <SaveRule rule={rule()} onClose={() => setSaving(false)} />
      </Show>
    </Page>
  )
}

/** The playground over a sheet. */
function openPlayground(sheet: Accessor<Sheet>, setSheet: Setter<Sheet>) {
  const rule = () => {
    const parsed = parseJson(sheet().rule)
    return parsed.ok ? parsed.value : {}
  }
  const playground = createPlayground({
    rule: {
      get: (pointer) => valueAt(rule(), pointer),
      set: (pointer, value) =>
        setSheet((now) => ({ ...now, rule: patchText(now.rule, pointer, value) })),
      readOnly: () => false,
    },
    input: () => sheet().input,
    setInput: (input) => setSheet((now) => ({ ...now, input })),
    scope: () => sheet().scope,
    setScope: (scope) => setSheet((now) => ({ ...now, scope })),
    evaluate: evaluateByApi,
  })
  return { rule, playground }
}

/** The sheet of this tab: that of a link that is opened, else the last one, else the first example. */
function createSheet() {
  const location = useLocation()
  const navigate = useNavigate()
  const [sheet, setSheet] = createSignal(readSheet(sessionStorage) ?? examples.totals)
  const [isDamaged, setDamaged] = createSignal(false)
  createEffect(on(sheet, (now) => writeSheet(now, sessionStorage), { defer: true }))
  const open = async (fragment: string) => {
    const opened = await openFragment(fragment)
    setDamaged(opened.type === 'damaged')
    if (opened.type !== 'sheet') return
    setSheet(opened.sheet)
    // What is edited from here on is no longer what the link says.
    navigate('/playground', { replace: true })
  }
  createEffect(
    on(
      () => location.hash,
      (hash) => void (hash !== '' && open(hash)),
    ),
  )
  return { sheet, setSheet, isDamaged }
}
