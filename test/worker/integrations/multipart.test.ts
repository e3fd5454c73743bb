import { describe, expect, it } from 'vitest'

import { answerOf, outcome } from '../../support/pipeline.ts'

async function sent(body: object, input: unknown = {}) {
  const request = new Request('https://gateway.example/api/custom/t', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(input),
  })
  const integrations = [
    {
      id: 'up',
      type: 'http' as const,
      endpoint: 'https://api.example.com/upload',
      body: { type: 'multipart' as const, ...body },
    },
  ]
  const { answer, calls } = await answerOf(
    { method: 'POST', integrations },
    () => Response.json({}),
    { request },
  )
  const [call] = calls
  return { answer, call, text: call === undefined ? '' : await call.clone().text() }
}

const photo = { name: 'photo', filename: 'p.png', contentType: 'image/png' }

describe('a form with files', () => {
  it('carries fields and files as any server reads them (RFC 7578)', async () => {
    const files = [
      { ...photo, encoding: 'base64', content: '{{ request.body.photo }}' },
      {
        name: 'note',
        filename: '{{ request.body.who }}.txt',
        content: 'Hé {{ request.body.who }}',
      },
    ]
    const { call } = await sent(
      { fields: { title: '{{ request.body.title }}', n: '7' }, files },
      { photo: btoa('\u0089PNG\u0000'), who: 'Ada', title: 'Été' },
    )
    const form = await call?.formData()
    expect([form?.get('title'), form?.get('n')]).toEqual(['Été', '7'])
    const [image, note] = [form?.get('photo') as File, form?.get('note') as File]
    expect([image.name, image.type]).toEqual(['p.png', 'image/png'])
    expect([...new Uint8Array(await image.arrayBuffer())]).toEqual([0x89, 0x50, 0x4e, 0x47, 0])
    expect([note.name, await note.text()]).toEqual(['Ada.txt', 'Hé Ada'])
  })

  it('has another boundary each time, which the content type tells', async () => {
    const types = await Promise.all(
      [1, 2].map(async () =>
        (await sent({ fields: { a: '1' } })).call?.headers.get('content-type'),
      ),
    )
    expect(types[0]).toMatch(/^multipart\/form-data; boundary=ecluse-[\w-]{36}$/)
    expect(types[0]).not.toBe(types[1])
  })

  it.each([
    'a"; name="admin',
    'a\r\ncontent-type: text/html\r\n\r\n<script>',
    'a\nb',
    'a\rb',
    'a\u0000b',
    '\ud800',
  ])('lets no file name end its header: %j', async (name) => {
    const { text } = await sent(
      { files: [{ name: 'f', filename: '{{ request.body.name }}', content: 'x' }] },
      { name },
    )
    const [head = ''] = text.split('\r\n\r\n', 1)
    expect(head.split('\r\n')).toHaveLength(3)
    expect(head).toMatch(/^--\S+\r\n.*; name="f"; filename="[^"\r\n\0]*"\r\ncontent-type: \S+$/)
  })

  it('lets no name of a field end its header', async () => {
    const { text } = await sent({ fields: { 'a"\r\nx: y': '1' } })
    expect(text.split('\r\n')[1]).toBe('content-disposition: form-data; name="a%22%0D%0Ax: y"')
  })

  it('keeps what looks like a boundary inside its part', async () => {
    const content = '\r\n--ecluse-0\r\ncontent-disposition: form-data; name="admin"\r\n\r\n1'
    const { call } = await sent(
      { files: [{ ...photo, content: '{{ request.body.c }}' }] },
      { c: content },
    )
    const form = await call?.formData()
    expect([...(form?.keys() ?? [])]).toEqual(['photo'])
    const file = form?.get('photo') as File
    expect(await file.text()).toBe(content)
  })

  it('sends nothing when a content is not base64', async () => {
    const { answer, call } = await sent(
      { files: [{ ...photo, encoding: 'base64', content: '{{ request.body.p }}' }] },
      { p: '%%%' },
    )
    expect([outcome(answer), call]).toEqual(['expression_failed', undefined])
  })

  it('sends nothing above 10 MiB', async () => {
    const part = (name: string) => ({ name, filename: 'x', content: '{{ request.body.p }}' })
    const { answer, call } = await sent(
      { files: Array.from({ length: 10 }, (_, n) => part(`f${n}`)) },
      { p: 'x'.repeat(1_048_000) },
    )
    expect(call?.headers.get('content-type')).toBeDefined()
    expect(outcome(answer)).toBe(200)
    const more = await sent(
      {
        fields: { again: '{{ request.body.p }}' },
        files: Array.from({ length: 10 }, (_, n) => part(`f${n}`)),
      },
      { p: 'x'.repeat(1_048_000) },
    )
    expect([outcome(more.answer), more.call]).toEqual(['expression_failed', undefined])
  })

  it.each(['text/plain\r\nx: y', 'nonsense', 'a/b; c="d'])(
    'refuses the content type %j when it is saved',
    async (contentType) => {
      await expect(sent({ files: [{ ...photo, contentType, content: '' }] })).rejects.toThrow(
        'Write a media type',
      )
    },
  )
})
