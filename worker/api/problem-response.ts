/** A refusal as an OpenAPI 3.1 response. */
export function problem(description: string) {
  return { description, content: { 'application/problem+json': {} } }
}
