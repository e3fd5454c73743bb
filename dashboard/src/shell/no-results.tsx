import { useI18n } from '../i18n/index.ts'
import { Button } from '../ui/button.tsx'
import { EmptyState } from '../ui/empty-state.tsx'

interface NoResultsProps {
  /** Values of the filters that are on. */
  readonly filters: readonly string[]
  readonly onClear: () => void
}

/** A list that is empty only because of its filters: names them. */
export function NoResults(props: NoResultsProps) {
  const { t } = useI18n()
  return (
    <EmptyState
      title={t('filters.noResults')}
      action={<Button onClick={() => props.onClear()}>{t('filters.clear')}</Button>}
    >
      {t('filters.noResultsText', { filters: props.filters.join(', ') })}
    </EmptyState>
  )
}
