import type { CurlWarning } from './curl.ts'

/** What the options of a curl command say, before curl's own defaults. */
export interface CurlArguments {
  url: string | undefined
  method: string | undefined
  headers: [string, string][]
  data: string[]
  user: string | undefined
  isJson: boolean
  /** -G: data goes to the query. */
  isGet: boolean
  isHead: boolean
  followsRedirects: boolean
  timeoutMs: number | undefined
  warnings: Set<CurlWarning>
}

type Option = (given: CurlArguments, value: string) => void

const header: Option = (given, line) => {
  const match = /^([^:;]+)(?::\s*(.*)|;)$/s.exec(line)
  const name = match?.[1]?.trim()
  // `Name:` without a value removes a header; `@file` reads a file we do not have.
  if (line.startsWith('@')) given.warnings.add('file')
  else if (name !== undefined && match?.[2] !== '') given.headers.push([name, match?.[2] ?? ''])
}

const data: Option = (given, value) => {
  if (value.startsWith('@')) given.warnings.add('file')
  else given.data.push(value)
}

const dataUrlEncoded: Option = (given, value) => {
  const match = /^([^=@]*)([=@])(.*)$/s.exec(value)
  if (match === null) given.data.push(encodeURIComponent(value))
  else if (match[2] === '@') given.warnings.add('file')
  else {
    const name = match[1] ?? ''
    given.data.push((name === '' ? '' : `${name}=`) + encodeURIComponent(match[3] ?? ''))
  }
}

const ignoredValue: Option = (given) => given.warnings.add('ignored')
const dropped: Option = () => undefined

/** Options with a value, by long name. */
const valued: Readonly<Record<string, Option>> = {
  request: (given, value) => (given.method = value),
  header,
  data,
  'data-ascii': data,
  'data-binary': data,
  'data-raw': (given, value) => given.data.push(value),
  'data-urlencode': dataUrlEncoded,
  json: (given, value) => {
    given.isJson = true
    data(given, value)
  },
  form: (given) => given.warnings.add('multipart'),
  'form-string': (given) => given.warnings.add('multipart'),
  user: (given, value) => (given.user = value),
  'oauth2-bearer': (given, value) => given.headers.push(['authorization', `Bearer ${value}`]),
  url: (given, value) => (given.url = value),
  'user-agent': (given, value) => given.headers.push(['user-agent', value]),
  referer: (given, value) => given.headers.push(['referer', value]),
  cookie: (given, value) => {
    if (value.includes('=')) given.headers.push(['cookie', value])
    else given.warnings.add('file')
  },
  'max-time': (given, value) => (given.timeoutMs = Math.round(Number(value) * 1000) || undefined),
  'upload-file': (given) => given.warnings.add('file'),
  output: dropped,
  'connect-timeout': ignoredValue,
  retry: ignoredValue,
  'write-out': dropped,
  'max-redirs': ignoredValue,
  proxy: ignoredValue,
  cacert: ignoredValue,
  cert: ignoredValue,
  key: ignoredValue,
  resolve: ignoredValue,
}

/** Options without a value that mean something here; any other flag only changes curl's own output. */
const flags: Readonly<Record<string, Option>> = {
  get: (given) => (given.isGet = true),
  head: (given) => (given.isHead = true),
  location: (given) => (given.followsRedirects = true),
  insecure: (given) => given.warnings.add('insecure'),
}

const short: Readonly<Record<string, string>> = {
  X: 'request',
  H: 'header',
  d: 'data',
  F: 'form',
  u: 'user',
  A: 'user-agent',
  e: 'referer',
  b: 'cookie',
  m: 'max-time',
  T: 'upload-file',
  o: 'output',
  w: 'write-out',
  x: 'proxy',
  E: 'cert',
  G: 'get',
  I: 'head',
  L: 'location',
  k: 'insecure',
}

export function readArguments(words: readonly string[]): CurlArguments {
  const given: CurlArguments = {
    url: undefined,
    method: undefined,
    headers: [],
    data: [],
    user: undefined,
    isJson: false,
    isGet: false,
    isHead: false,
    followsRedirects: false,
    timeoutMs: undefined,
    warnings: new Set(),
  }
  const queue = [...words]
  for (let word = queue.shift(); word !== undefined; word = queue.shift()) {
    if (word.startsWith('--') && word.length > 2) readLong(given, word.slice(2), queue)
    else if (word.startsWith('-') && word.length > 1 && word !== '--') {
      readShort(given, word.slice(1), queue)
    } else if (word !== '--') given.url ??= word
  }
  return given
}

function readLong(given: CurlArguments, option: string, queue: string[]): void {
  const [name = '', attached] = option.split(/=(.*)/s, 2)
  const takes = valued[name]
  if (takes !== undefined) takes(given, attached ?? queue.shift() ?? '')
  else flags[name]?.(given, '')
}

/** `-sSL`, `-XPOST`, `-H 'a: b'`: flags may be joined, the first that takes a value takes the rest. */
function readShort(given: CurlArguments, letters: string, queue: string[]): void {
  for (let index = 0; index < letters.length; index++) {
    const name = short[letters[index] ?? ''] ?? ''
    const takes = valued[name]
    if (takes !== undefined) {
      const attached = letters.slice(index + 1)
      return takes(given, attached === '' ? (queue.shift() ?? '') : attached)
    }
    flags[name]?.(given, '')
  }
}
