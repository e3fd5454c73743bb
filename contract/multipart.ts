import * as z from 'zod'

const text = z.string().max(16_384)

const filePart = z.strictObject({
  name: z.string().min(1).max(200).meta({ title: 'Name' }),
  filename: text.min(1).meta({ title: 'File name', editor: 'template' }),
  contentType: z
    .string()
    .regex(
      /^[\w.+-]+\/[\w.+-]+(; ?[\w-]+=[\w.+-]+)*$/,
      'Write a media type such as image/png or text/plain; charset=utf-8',
    )
    .default('application/octet-stream')
    .meta({ title: 'Content type' }),
  encoding: z.enum(['text', 'base64']).default('text').meta({
    title: 'Encoding',
    description: 'base64: the content is decoded before it is sent',
  }),
  content: text.meta({ title: 'Content', editor: 'template' }),
})

/** A form with files (RFC 7578), made here. */
export const multipartBody = z
  .strictObject({
    type: z.literal('multipart'),
    fields: z
      .record(z.string().max(200), text)
      .default({})
      .meta({ title: 'Fields', editor: 'key-value' }),
    files: z.array(filePart).max(10).default([]).meta({
      title: 'Files',
      description: 'Each: name, filename, contentType, encoding (text or base64) and content',
    }),
  })
  .meta({ title: 'Form with files' })
export type MultipartBody = z.output<typeof multipartBody>
