import type { Translate } from '../i18n/index.ts'
import { NetworkError } from './client.ts'
import { ProblemError } from './problem-error.ts'

const translated = [
  'invalid_credentials',
  'unauthenticated',
  'forbidden',
  'invalid_input',
  'not_found',
  'revision_mismatch',
  'route_conflict',
  'too_many_attempts',
  'storage_unavailable',
  'secrets_unavailable',
  'internal_error',
] as const

/** One sentence for the user; codes without words of their own show the message of the API. */
export function errorText(error: unknown, t: Translate): string {
  if (error instanceof NetworkError) return t('state.network')
  if (!(error instanceof ProblemError)) return t('state.unexpected')
  const code = translated.find((candidate) => candidate === error.code)
  return code === undefined ? error.message : t(`problem.${code}`)
}
