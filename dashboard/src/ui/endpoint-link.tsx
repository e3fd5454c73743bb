import type { EndpointSummary } from '#contract/endpoint.ts'

import styles from './endpoint-link.module.css'
import { MethodLabel } from './method-label.tsx'

interface EndpointLinkProps {
  readonly endpoint: Pick<EndpointSummary, 'id' | 'method' | 'path' | 'name'>
}

/** Method and path, leading to the builder. */
export function EndpointLink(props: EndpointLinkProps) {
  return (
    <a class={styles['link']} href={`/endpoints/${props.endpoint.id}`} title={props.endpoint.name}>
      <MethodLabel method={props.endpoint.method} />
      <span class={styles['path']}>{props.endpoint.path}</span>
    </a>
  )
}
