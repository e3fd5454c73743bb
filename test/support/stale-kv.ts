/**
 * KV as an isolate far away may see it: what was read once, misses too, is answered for `staleMs`, whatever is
 * written meanwhile.
 */
export function staleKv(kv: KVNamespace, staleMs: number, now: () => number): KVNamespace {
  const seen = new Map<string, { readonly at: number; readonly value: unknown }>()
  const get = async (key: string, options?: unknown) => {
    const known = seen.get(key)
    if (known !== undefined && now() - known.at < staleMs) return known.value
    const value: unknown = await kv.get(key, options as never)
    seen.set(key, { at: now(), value })
    return value
  }
  return new Proxy(kv, {
    get: (target, name) => {
      if (name === 'get') return get
      const member: unknown = Reflect.get(target, name)
      return typeof member === 'function' ? member.bind(target) : member
    },
  })
}
