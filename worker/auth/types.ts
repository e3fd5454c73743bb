/** What authentication kinds need from the platform. Nothing yet: the kinds that need keys bring their ports. */
export interface AuthDeps {
  readonly pointer: string
}
