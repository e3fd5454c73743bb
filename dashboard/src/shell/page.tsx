import { createEffect, type JSX, onMount, Show } from 'solid-js'

import { TopBar } from './top-bar.tsx'
import styles from './page.module.css'

export interface Crumb {
  readonly label: string
  readonly href: string
}

export interface PageProps {
  /** Last part of the breadcrumb and title of the browser tab. */
  readonly title: string
  readonly crumbs?: readonly Crumb[]
  /** State beside the breadcrumb. */
  readonly tag?: JSX.Element
  /** At most one primary button. */
  readonly actions?: JSX.Element
  /** No padding, no widest width, no heading: the page draws its own. */
  readonly bleed?: boolean
  readonly intro?: string
  readonly children: JSX.Element
}

/** Focus follows the route, except on the very first page. */
let isFirstPage = true

/** Every signed-in page: top bar and main landmark. */
export function Page(props: PageProps) {
  let main: HTMLElement | undefined
  createEffect(() => {
    document.title = `${props.title} · Ecluse`
  })
  onMount(() => {
    if (!isFirstPage && !main?.contains(document.activeElement))
      main?.focus({ preventScroll: true })
    isFirstPage = false
  })
  return (
    <>
      <TopBar
        title={props.title}
        crumbs={props.crumbs ?? []}
        tag={props.tag}
        actions={props.actions}
      />
      <main
        id="main"
        tabIndex={-1}
        ref={(element) => (main = element)}
        class={props.bleed === true ? styles['bleed'] : styles['page']}
      >
        <Show when={props.bleed !== true}>
          <div>
            <h1>{props.title}</h1>
            <Show when={props.intro}>
              <p class={styles['intro']}>{props.intro}</p>
            </Show>
          </div>
        </Show>
        {props.children}
      </main>
    </>
  )
}
