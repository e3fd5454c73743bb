import { QueryClientProvider } from '@tanstack/solid-query'
import { cleanup, fireEvent, render, screen, waitFor } from '@solidjs/testing-library'
import type { JSX } from 'solid-js'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'

import type { Role } from '#contract/account.ts'
import type { Secret } from '#contract/secret.ts'

import { createQueryClient } from '../../../dashboard/src/api/query-client.ts'
import { FormContext, type FormModel } from '../../../dashboard/src/form/form-context.ts'
import { SecretNameField } from '../../../dashboard/src/form/fields/secret-name.tsx'
import { en } from '../../../dashboard/src/i18n/en.ts'
import { I18nProvider } from '../../../dashboard/src/i18n/provider.tsx'
import { type Me, roleAtLeast, SessionContext } from '../../../dashboard/src/lib/session.ts'
import { SecretsCard } from '../../../dashboard/src/pages/settings/secrets-card.tsx'

const secret = (name: string, more: Partial<Secret> = {}): Secret => ({
  name,
  updatedBy: 'Olga Owner',
  updatedAt: '2026-11-24T09:00:00.000Z',
  isReadable: true,
  allowedOrigins: [],
  usedBy: [],
  usedByCount: 0,
  usedByIntegrations: [],
  ...more,
})
const used = secret('used', {
  usedBy: [{ id: 'ep_1', name: 'Orders', method: 'GET', path: '/orders/{id}' }],
  usedByCount: 3,
})

/** What the API was sent, and the secrets it answers with. */
let sent: Request[]
let items: Secret[]
beforeEach(() => {
  sent = []
  items = []
  vi.stubGlobal('fetch', async (url: string, init: RequestInit) => {
    sent.push(new Request(new URL(url, 'http://localhost'), { ...init, signal: null }))
    if (init.method === 'GET') return Response.json({ items })
    return init.method === 'PUT'
      ? Response.json(secret('new'))
      : new Response(null, { status: 204 })
  })
})
afterEach(() => {
  cleanup()
  vi.unstubAllGlobals()
})

const me = { user: { role: 'admin' } } as Me
const show = (element: () => JSX.Element, role: 'admin' | 'viewer' = 'admin') => {
  const client = createQueryClient()
  const session = { me: () => me, can: (needed: Role) => roleAtLeast(role, needed) }
  return render(() => (
    <I18nProvider locale="en" dictionary={en}>
      <QueryClientProvider client={client}>
        <SessionContext.Provider value={session}>{element()}</SessionContext.Provider>
      </QueryClientProvider>
    </I18nProvider>
  ))
}
const write = (label: string, value: string) =>
  fireEvent.input(screen.getByLabelText(label), { target: { value } })

test('a first secret is taught, then added without its value ever being shown', async () => {
  show(() => <SecretsCard />)
  await screen.findByText('No secrets yet')
  fireEvent.click(screen.getByRole('button', { name: 'Add secret' }))
  const value = screen.getByLabelText<HTMLInputElement>('Value')
  expect(value.type).toBe('password')
  expect(value.autocomplete).toBe('off')
  write('Name', 'partner-hmac')
  write('Value', ' exact ')
  write('Allowed origins', 'https://api.example.com\nhttps://login.example.com\n')
  items = [secret('partner-hmac')]
  fireEvent.submit(screen.getByRole('dialog').querySelector('form')!)
  await screen.findByText('partner-hmac')
  const put = sent.find((request) => request.method === 'PUT')
  expect(new URL(put?.url ?? '').pathname).toBe('/api/v1/secrets/partner-hmac')
  expect(await put?.json()).toEqual({
    value: ' exact ',
    allowedOrigins: ['https://api.example.com', 'https://login.example.com'],
  })
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(document.body.textContent).not.toContain('exact')
})

test('a value is replaced, never edited', async () => {
  items = [secret('partner-hmac')]
  show(() => <SecretsCard />)
  fireEvent.click(await screen.findByRole('button', { name: 'Replace: partner-hmac' }))
  expect(screen.getByLabelText<HTMLInputElement>('Value').value).toBe('')
  expect(screen.queryByLabelText('Name')).toBeNull()
})

test('a secret that nothing names is deleted once its name is typed', async () => {
  items = [secret('old')]
  show(() => <SecretsCard />)
  fireEvent.click(await screen.findByRole('button', { name: 'Delete secret: old' }))
  const confirm = screen.getByRole<HTMLButtonElement>('button', { name: 'Delete secret' })
  expect(confirm.disabled).toBe(true)
  write('Type old to confirm', 'old')
  fireEvent.click(confirm)
  await waitFor(() => expect(sent.map((request) => request.method)).toContain('DELETE'))
})

test('a secret in use says who names it, and offers no deletion', async () => {
  items = [used]
  show(() => <SecretsCard />)
  fireEvent.click(await screen.findByRole('button', { name: 'Delete secret: used' }))
  const dialog = screen.getByRole('dialog', { name: 'used is in use' })
  expect(dialog.querySelector('a')?.getAttribute('href')).toBe('/endpoints/ep_1')
  expect(dialog.textContent).toContain('and 2 more')
  expect(screen.queryByRole('button', { name: 'Delete secret' })).toBeNull()
})

test('a value that cannot be read is said to be so, and viewers are offered nothing', async () => {
  items = [secret('lost', { isReadable: false })]
  show(() => <SecretsCard />, 'viewer')
  await screen.findByText('Cannot be read')
  expect(screen.queryByRole('button', { name: /Replace|Delete|Add/ })).toBeNull()
  expect(screen.getByText('Admins and owners set and delete secrets.')).toBeTruthy()
})

test('a field that names a secret offers those that exist, and takes another', async () => {
  items = [secret('one'), secret('two')]
  const written: unknown[] = []
  const form: FormModel = {
    get: () => 'one',
    set: (pointer, value) => written.push([pointer, value]),
    issue: () => undefined,
    issues: () => [],
    readOnly: () => false,
    scope: () => [],
  }
  show(() => (
    <FormContext.Provider value={form}>
      <SecretNameField schema={{ title: 'HMAC secret' }} name="secret" pointer="/keys/secret" />
    </FormContext.Provider>
  ))
  const input = screen.getByLabelText<HTMLInputElement>('HMAC secret')
  await waitFor(() => expect(input.list?.options).toHaveLength(2))
  expect([...(input.list?.options ?? [])].map((option) => option.value)).toEqual(['one', 'two'])
  fireEvent.input(input, { target: { value: 'three' } })
  expect(written).toEqual([['/keys/secret', 'three']])
})
