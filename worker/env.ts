/** What the configuration variables of wrangler.toml mean, parsed once per isolate. */
export interface Settings {
  /** Prefix of the data plane, no trailing slash. */
  readonly basePath: string
  /** Private hosts integrations may call, `host[:port]`; `*` allows loopback on any port. Empty in production. */
  readonly allowedPrivateHosts: readonly string[]
  /** Undefined: nobody can create the owner account. */
  readonly setupToken: string | undefined
  /** Local development only: token of the printed sign-in link. */
  readonly devSignInToken: string | undefined
}

interface Variables {
  readonly BASE_PATH?: string
  readonly ALLOWED_PRIVATE_HOSTS?: string
  readonly SETUP_TOKEN?: string
  readonly DEV_SIGN_IN_TOKEN?: string
}

export function parseSettings(env: Variables): Settings {
  return {
    basePath: (env.BASE_PATH ?? '/api/custom').replace(/\/+$/, ''),
    allowedPrivateHosts: (env.ALLOWED_PRIVATE_HOSTS ?? '')
      .split(',')
      .map((host) => host.trim())
      .filter((host) => host !== ''),
    setupToken: env.SETUP_TOKEN || undefined,
    devSignInToken: env.DEV_SIGN_IN_TOKEN || undefined,
  }
}
