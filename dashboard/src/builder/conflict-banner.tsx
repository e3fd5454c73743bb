import { createSignal, Show } from 'solid-js'

import { useI18n } from '../i18n/index.ts'
import { Banner } from '../ui/banner.tsx'
import { Button } from '../ui/button.tsx'
import { Dialog } from '../ui/dialog.tsx'
import type { DraftStore } from './create-draft-store.ts'
import styles from './workspace.module.css'

/** Somebody saved the same draft: nothing is overwritten until the author compared and chose. */
export function ConflictBanner(props: { readonly store: DraftStore; readonly title: string }) {
  const { t } = useI18n()
  const [isOpen, setOpen] = createSignal(false)
  const choose = (choice: 'mine' | 'theirs') => {
    setOpen(false)
    props.store.resolve(choice)
  }
  return (
    <Show when={props.store.draft().conflict}>
      {(theirs) => (
        <>
          <Banner
            tone="warn"
            title={props.title}
            actions={<Button onClick={() => setOpen(true)}>{t('builder.conflict.compare')}</Button>}
          >
            {t('builder.conflict.text')}
          </Banner>
          <Dialog
            open={isOpen()}
            onClose={() => setOpen(false)}
            size="wide"
            title={props.title}
            description={t('builder.conflict.choose')}
            actions={
              <>
                <Button onClick={() => choose('theirs')}>{t('builder.conflict.useTheirs')}</Button>
                <Button variant="primary" onClick={() => choose('mine')}>
                  {t('builder.conflict.useMine')}
                </Button>
              </>
            }
          >
            <div class={styles['versions']}>
              <section aria-label={t('builder.conflict.mine')}>
                <h3>{t('builder.conflict.mine')}</h3>
                <pre tabIndex={0}>{props.store.draft().text}</pre>
              </section>
              <section aria-label={t('builder.conflict.theirs')}>
                <h3>{t('builder.conflict.theirs')}</h3>
                <pre tabIndex={0}>{theirs().text}</pre>
              </section>
            </div>
          </Dialog>
        </>
      )}
    </Show>
  )
}
