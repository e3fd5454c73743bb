import { ListField } from '../form/fields/list.tsx'
import { tagSuggestions } from './cache-links.ts'

interface CacheTagsProps {
  readonly pointer: string
  readonly label: string
  readonly hint: string
  /** Whose parameters may stand in braces. */
  readonly path: string
}

/** Tags as chips; while one is typed, what the path offers. */
export function CacheTags(props: CacheTagsProps) {
  return (
    <ListField
      schema={{ title: props.label, description: props.hint }}
      name="tags"
      pointer={props.pointer}
      suggest={(typed) => tagSuggestions(props.path, typed)}
    />
  )
}
