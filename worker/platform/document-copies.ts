import * as z from 'zod'

import type { DocumentCopies } from '../auth/remote-document.ts'
import { hashSecret } from '../lib/secret.ts'
import { kvKeys } from './kv-keys.ts'

/** As long as a copy may stand in for its original. Unit: s. */
const keptSeconds = 86_400

const copy = z.object({ text: z.string(), fetchedAt: z.number() })

/** Last good documents of issuers in KV, which may be old: read only when the issuer does not answer. */
export function createDocumentCopies(kv: KVNamespace): DocumentCopies {
  const keyOf = (url: string) => kvKeys.document(hashSecret(url))
  return {
    async read(url) {
      const found = await kv.get(keyOf(url), 'json')
      return found === null ? undefined : copy.parse(found)
    },
    async write(url, written) {
      await kv.put(keyOf(url), JSON.stringify(written), { expirationTtl: keptSeconds })
    },
  }
}
