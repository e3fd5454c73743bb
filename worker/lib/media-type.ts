const json = /^\s*(?:application\/json|text\/json|[^;\s]+\+json)\s*(?:;|$)/i
const form = /^\s*application\/x-www-form-urlencoded\s*(?:;|$)/i

/** Whether a content type names JSON, or a format written in it (RFC 6839 section 3.1). Null: there is none. */
export function isJsonType(contentType: string | null): boolean {
  return contentType !== null && json.test(contentType)
}

/** Whether a content type names the fields of an HTML form. Null: there is none. */
export function isFormType(contentType: string | null): boolean {
  return contentType !== null && form.test(contentType)
}
