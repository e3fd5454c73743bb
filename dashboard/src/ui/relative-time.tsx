import { useI18n } from '../i18n/index.ts'

/** "3 minutes ago"; hovering shows the exact time with its zone. */
export function RelativeTime(props: { readonly at: string }) {
  const { format } = useI18n()
  return (
    <time dateTime={props.at} title={format.dateTime(props.at)}>
      {format.relative(props.at)}
    </time>
  )
}
