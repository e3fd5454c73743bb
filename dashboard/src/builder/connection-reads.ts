/** Ids of the integrations whose results the expressions of an integration read. */
export function readIntegrations(integration: unknown): string[] {
  const text = JSON.stringify(integration ?? null)
  const found = [...text.matchAll(/\bintegrations\.([A-Za-z]\w*)/g)].map((match) => match[1] ?? '')
  return [...new Set(found)]
}
