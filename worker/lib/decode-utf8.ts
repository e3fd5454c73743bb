const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: false })

/** Undefined when the bytes are not UTF-8: replacing them would change the text silently. A byte order mark is left out. */
export function decodeUtf8(bytes: ArrayBuffer | Uint8Array): string | undefined {
  try {
    return decoder.decode(bytes)
  } catch {
    return undefined
  }
}
