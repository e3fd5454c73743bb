import { type JSX, Match, Switch } from 'solid-js'

import { ErrorBanner } from './error-banner.tsx'
import styles from './query-view.module.css'
import { Skeleton } from './skeleton.tsx'

interface QueryLike<Data> {
  readonly isPending: boolean
  readonly isError: boolean
  readonly error: unknown
  readonly data: Data | undefined
  refetch(): Promise<unknown>
}

interface QueryViewProps<Data> {
  readonly query: QueryLike<Data>
  readonly skeletonRows?: number
  readonly children: (data: () => Data) => JSX.Element
}

/** The three states of everything that is loaded. Data shown before a failed refresh stays. */
export function QueryView<Data>(props: QueryViewProps<Data>) {
  const failed = () => props.query.isError
  return (
    <Switch>
      <Match when={props.query.isPending}>
        <Skeleton rows={props.skeletonRows ?? 4} />
      </Match>
      <Match when={failed() && props.query.data === undefined}>
        <div class={styles['failed']}>
          <ErrorBanner error={props.query.error} onRetry={() => void props.query.refetch()} />
        </div>
      </Match>
      <Match when={props.query.data}>{(data) => props.children(data as () => Data)}</Match>
    </Switch>
  )
}
