import type { WaitUntil } from './lib/wait-until.ts'

/**
 * The answer as it leaves: unable to act on the gateway's own origin, and named by the request id. JSON
 * that is passed through leaves as it came. What an upstream may not send at all is already gone
 * (integrations/answer-headers.ts). `isProtected`: its headers were given to `protect` before.
 */
export function finishAnswer(answer: Response, requestId: string, isProtected = false): Response {
  // Answers of fetch have a URL, and headers that cannot be written. JSON does nothing in a browser, and a
  // copy for the sake of two headers would cost a tenth of the request (docs/decisions/0011).
  if (answer.url !== '') {
    const isInert = plainJson.test(answer.headers.get('content-type') ?? '')
    return isInert ? answer : stamp(new Response(answer.body, answer), requestId)
  }
  if (isProtected) {
    answer.headers.set('x-request-id', requestId)
    return answer
  }
  if (answer.headers.get('x-request-id') === requestId) return answer
  try {
    return stamp(answer, requestId)
  } catch {
    // So do redirects and answers of the Cache API, which have no URL to know them by.
    return stamp(new Response(answer.body, answer), requestId)
  }
}

/** JSON made here, with all that an answer leaves with: one dictionary costs less than each header set later. */
export function finishedJson(text: BodyInit, status: number, requestId: string): Response {
  return new Response(text, {
    status,
    headers: {
      'content-type': 'application/json',
      'x-content-type-options': 'nosniff',
      'x-request-id': requestId,
    },
  })
}

/** The whole header: of several types in it, a browser would take the last. */
const plainJson = /^application\/json(?:; ?charset=utf-8)?$/i

/** The answer to HEAD: everything but the body, which is not read from the upstream. */
export function withoutBody(answer: Response, waitUntil: WaitUntil): Response {
  if (answer.body === null) return answer
  const response = new Response(null, answer)
  waitUntil(answer.body.cancel())
  return response
}

function stamp(response: Response, requestId: string): Response {
  protect(response.headers).set('x-request-id', requestId)
  return response
}

/** Makes an answer with these headers unable to act on the gateway's own origin. */
export function protect(headers: Headers): Headers {
  const type = headers.get('content-type')
  // A second policy can only tighten the first (CSP 3, 8.1), so an upstream's own one is kept.
  if (type !== null && isScriptable(type)) headers.append('content-security-policy', 'sandbox')
  headers.set('x-content-type-options', 'nosniff')
  return headers
}

/** HTML, XHTML, SVG and XML run scripts when a browser opens them. */
function isScriptable(contentType: string): boolean {
  return /html|\bxml\b/i.test(contentType)
}
