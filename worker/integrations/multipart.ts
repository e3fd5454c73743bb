import { pointerTo } from '#contract/json-pointer.ts'
import type { MultipartBody } from '#contract/multipart.ts'

import type { RequestContext } from '../context.ts'
import { compileTemplate } from '../expression/index.ts'
import type { Template } from '../expression/types.ts'
import { concat } from '../lib/read-bytes.ts'
import { maxAnswerBytes } from '../limits.ts'
import { isRejection, reject, type Rejection } from '../rejection.ts'
import type { OutgoingBody } from './outgoing-body.ts'

/** One part of a form, compiled. */
interface Part {
  readonly name: string
  readonly filename?: Template
  readonly contentType?: string
  readonly isBase64: boolean
  readonly content: Template
}

/**
 * A form with files (RFC 7578). `newBoundary`: text that no content can hold but by guessing.
 * Throws Problem invalid_configuration when a template does not parse.
 */
export function multipartBody(
  { fields, files }: Pick<MultipartBody, 'fields' | 'files'>,
  pointer: string,
  newBoundary: () => string,
): OutgoingBody {
  const parts: Part[] = [
    ...Object.entries(fields).map(([name, content]) => ({
      name,
      isBase64: false,
      content: compileTemplate(content, `${pointer}/fields${pointerTo(name)}`),
    })),
    ...files.map(({ name, filename, contentType, encoding, content }, at) => ({
      name,
      contentType,
      isBase64: encoding === 'base64',
      filename: compileTemplate(filename, `${pointer}/files/${at}/filename`),
      content: compileTemplate(content, `${pointer}/files/${at}/content`),
    })),
  ]
  return {
    sources: parts.flatMap(({ filename, content }) => (filename ? [filename, content] : [content])),
    passesRequestBody: false,
    async build(ctx) {
      const boundary = `ecluse-${newBoundary()}`
      const content = await written(parts, boundary, ctx)
      if (isRejection(content)) return content
      return { content, contentType: `multipart/form-data; boundary=${boundary}` }
    },
  }
}

async function written(
  parts: readonly Part[],
  boundary: string,
  ctx: RequestContext,
): Promise<Uint8Array<ArrayBuffer> | Rejection> {
  const chunks: Uint8Array[] = []
  let total = 0
  const add = (chunk: Uint8Array) => {
    chunks.push(chunk)
    total += chunk.byteLength
  }
  for (const part of parts) {
    // oxlint-disable-next-line no-await-in-loop -- in the order of the form, and none beyond the limit
    const content = await contentOf(part, ctx)
    if (isRejection(content)) return content
    // oxlint-disable-next-line no-await-in-loop -- as above
    add(utf8(await headOf(part, boundary, ctx)))
    add(content)
    add(utf8('\r\n'))
    if (total > maxAnswerBytes) return tooLarge
  }
  add(utf8(`--${boundary}--\r\n`))
  return concat(chunks, total)
}

async function headOf(part: Part, boundary: string, ctx: RequestContext): Promise<string> {
  const filename = await part.filename?.render({ ctx })
  const disposition = `content-disposition: form-data; name="${quoted(part.name)}"`
  return [
    `--${boundary}`,
    filename === undefined ? disposition : `${disposition}; filename="${quoted(filename)}"`,
    ...(part.contentType === undefined ? [] : [`content-type: ${part.contentType}`]),
    '\r\n',
  ].join('\r\n')
}

/** What would end the name or the header is percent-encoded, as browsers do (RFC 7578 2, HTML 4.10.21.8). */
function quoted(text: string): string {
  return text
    .toWellFormed()
    .replaceAll(/\r\n|\r|\n/g, '%0D%0A')
    .replaceAll('"', '%22')
    .replaceAll('\0', '%00')
}

async function contentOf(
  { name, isBase64, content }: Part,
  ctx: RequestContext,
): Promise<Uint8Array | Rejection> {
  const text = await content.render({ ctx })
  if (!isBase64) return utf8(text)
  try {
    return Uint8Array.from(atob(text), (char) => char.codePointAt(0) ?? 0)
  } catch {
    return reject('expression_failed', { detail: `The content of ${name} is not base64` })
  }
}

const tooLarge = Object.freeze(
  reject('expression_failed', { detail: 'The body for the upstream is too large' }),
)

function utf8(text: string): Uint8Array {
  return new TextEncoder().encode(text)
}
