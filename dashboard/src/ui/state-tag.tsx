import type { EndpointSummary } from '#contract/endpoint.ts'

import { useI18n } from '../i18n/index.ts'
import { StatusTag, type Tone } from './status-tag.tsx'

const tones: Readonly<Record<EndpointSummary['state'], Tone>> = {
  live: 'ok',
  draft: 'neutral',
  off: 'warn',
}

export function StateTag(props: { readonly state: EndpointSummary['state'] }) {
  const { t } = useI18n()
  return <StatusTag tone={tones[props.state]}>{t(`endpointState.${props.state}`)}</StatusTag>
}
