import type { Tone } from '../ui/status-tag.tsx'

/** 2xx ok, 3xx info, 4xx warn, 5xx bad. */
export function toneOf(status: number): Tone {
  if (status < 300) return 'ok'
  if (status < 400) return 'info'
  return status < 500 ? 'warn' : 'bad'
}

const reasons: Readonly<Record<number, string>> = {
  200: 'OK',
  201: 'Created',
  202: 'Accepted',
  204: 'No Content',
  301: 'Moved Permanently',
  302: 'Found',
  303: 'See Other',
  304: 'Not Modified',
  307: 'Temporary Redirect',
  308: 'Permanent Redirect',
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  422: 'Unprocessable Content',
  429: 'Too Many Requests',
  500: 'Internal Server Error',
  502: 'Bad Gateway',
  503: 'Service Unavailable',
  504: 'Gateway Timeout',
  508: 'Loop Detected',
}

/** The phrase of RFC 9110, which is English in every language. */
export const reasonOf = (status: number): string => reasons[status] ?? ''
