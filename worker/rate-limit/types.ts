export interface GuardDeps {
  readonly pointer: string
}
