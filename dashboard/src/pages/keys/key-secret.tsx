import type { IssuedKey } from '#contract/consumer.ts'

import { sampleUrl } from '../../builder/path-template.ts'
import { useI18n } from '../../i18n/index.ts'
import { curlOf } from '../../lib/clipboard.ts'
import { SecretOnce } from '../../ui/secret-once.tsx'

export function KeySecret(props: { readonly of: IssuedKey; readonly onClose: () => void }) {
  const { t } = useI18n()
  return (
    <SecretOnce
      title={t('consumers.keyCreated')}
      label={t('consumers.key')}
      copyLabel={t('consumers.copyKey')}
      secret={props.of.key}
      curl={curlWith(props.of)}
      noCurl={
        <>
          {t('keys.noExample')} <a href="/endpoints">{t('keys.toEndpoints')}</a>
        </>
      }
      onClose={() => props.onClose()}
    />
  )
}

/** A call of an endpoint that takes this key; undefined when none is published. */
export function curlWith({ key, example }: Pick<IssuedKey, 'key' | 'example'>): string | undefined {
  if (example === null) return undefined
  const { method, path, name } = example
  const url = sampleUrl(example.url, path)
  if (example.in === 'query') return curlOf({ method, url: `${url}?${name}=${key}` })
  const value = name === 'authorization' ? `Bearer ${key}` : key
  return curlOf({ method, url, headers: { [name]: value } })
}
