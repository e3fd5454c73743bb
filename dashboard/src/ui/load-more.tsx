import { Show } from 'solid-js'

import { useI18n } from '../i18n/index.ts'
import { Button } from './button.tsx'

interface Pages {
  readonly hasNextPage: boolean
  readonly isFetchingNextPage: boolean
  fetchNextPage(): Promise<unknown>
}

/** The next page of a list, as long as there is one. */
export function LoadMore(props: { readonly of: Pages }) {
  const { t } = useI18n()
  return (
    <Show when={props.of.hasNextPage}>
      <div>
        <Button busy={props.of.isFetchingNextPage} onClick={() => void props.of.fetchNextPage()}>
          {t('common.loadMore')}
        </Button>
      </div>
    </Show>
  )
}
