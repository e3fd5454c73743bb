import { useSearchParams } from '@solidjs/router'

export interface UrlFilters<Name extends string> {
  /** Empty when the filter is off. */
  get(name: Name): string
  set(name: Name, value: string): void
  clear(): void
  /** Values of the filters that are on. */
  readonly values: () => readonly string[]
}

/** Filters live in the address, so a filtered list can be shared and the back button works. */
export function useUrlFilters<Name extends string>(names: readonly Name[]): UrlFilters<Name> {
  const [search, setSearch] = useSearchParams()
  const get = (name: Name) => String(search[name] ?? '')
  return {
    get,
    set: (name, value) => setSearch({ [name]: value || undefined }, { replace: true }),
    clear: () => setSearch(Object.fromEntries(names.map((name) => [name, undefined]))),
    values: () => names.map(get).filter((value) => value !== ''),
  }
}
