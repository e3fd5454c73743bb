export interface CacheDeps {
  readonly pointer: string
}
