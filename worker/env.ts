import { defaultBudget } from '#contract/composition.ts'

/** What the configuration variables of wrangler.toml mean, parsed once per isolate. */
export interface Settings {
  /** Prefix of the data plane, no trailing slash. */
  readonly basePath: string
  /** Private hosts integrations may call, `host[:port]`; `*` allows loopback on any port. Empty in production. */
  readonly allowedPrivateHosts: readonly string[]
  /** Names of the bindings that `database` integrations may use. */
  readonly databaseBindings: readonly string[]
  /** Undefined: nobody can create the owner account. */
  readonly setupToken: string | undefined
  /** Seals secrets (platform/vault.ts). Undefined: there can be none. */
  readonly masterKey: string | undefined
  /** Keys of the past, which still open what they sealed. */
  readonly previousMasterKeys: readonly string[]
  /** Objects that share the buckets of all rate limits. */
  readonly rateLimitShards: number
  /** What one request may use of the platform. */
  readonly budget: { readonly connections: number; readonly subrequests: number }
  /** Local development only: token of the printed sign-in link. */
  readonly devSignInToken: string | undefined
}

interface Variables {
  readonly BASE_PATH?: string
  readonly ALLOWED_PRIVATE_HOSTS?: string
  readonly DATABASE_BINDINGS?: string
  readonly SETUP_TOKEN?: string
  readonly MASTER_KEY?: string
  readonly MASTER_KEYS_PREVIOUS?: string
  readonly RATE_LIMIT_SHARDS?: string
  readonly CONNECTIONS?: string
  readonly SUBREQUESTS?: string
  readonly DEV_SIGN_IN_TOKEN?: string
}

/** Calls of one request that the gateway itself may need: keys, issuers, tiers of the cache. */
const ownSubrequests = 10

export function parseSettings(env: Variables): Settings {
  return {
    basePath: (env.BASE_PATH ?? '/api/custom').replace(/\/+$/, ''),
    allowedPrivateHosts: list(env.ALLOWED_PRIVATE_HOSTS),
    databaseBindings: list(env.DATABASE_BINDINGS),
    setupToken: env.SETUP_TOKEN || undefined,
    masterKey: env.MASTER_KEY?.trim() || undefined,
    previousMasterKeys: list(env.MASTER_KEYS_PREVIOUS),
    rateLimitShards: positive(env.RATE_LIMIT_SHARDS, 16),
    budget: {
      connections: positive(env.CONNECTIONS, defaultBudget.connections),
      subrequests: Math.max(
        1,
        positive(env.SUBREQUESTS, defaultBudget.subrequests + ownSubrequests) - ownSubrequests,
      ),
    },
    devSignInToken: env.DEV_SIGN_IN_TOKEN || undefined,
  }
}

function positive(text: string | undefined, otherwise: number): number {
  return Math.max(1, Number.parseInt(text ?? '', 10) || otherwise)
}

/** Comma separated. */
function list(text = ''): string[] {
  return text
    .split(',')
    .map((item) => item.trim())
    .filter((item) => item !== '')
}
