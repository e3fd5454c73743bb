import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library'
import { createSignal } from 'solid-js'
import { afterEach, expect, test } from 'vitest'

import { FormContext, type FormModel } from '../../dashboard/src/form/form-context.ts'
import { SchemaForm } from '../../dashboard/src/form/schema-form.tsx'
import { en } from '../../dashboard/src/i18n/en.ts'
import { I18nProvider } from '../../dashboard/src/i18n/provider.tsx'

afterEach(cleanup)

const schema = {
  type: 'object',
  properties: {
    token: { enum: ['jwt', 'opaque'], default: 'jwt', title: 'Access tokens' },
    algorithms: {
      type: 'array',
      title: 'Algorithms',
      default: ['RS256'],
      items: { type: 'string', enum: ['RS256', 'ES256', 'EdDSA'] },
      when: { token: 'jwt' },
    },
  },
}

function show(document: Record<string, unknown>) {
  const [value, setValue] = createSignal(document)
  const form: FormModel = {
    get: (pointer) => value()[pointer.slice(1)],
    set: (pointer, next) => setValue({ ...value(), [pointer.slice(1)]: next }),
    issue: () => undefined,
    issues: () => [],
    readOnly: () => false,
    scope: () => [],
  }
  render(() => (
    <I18nProvider locale="en" dictionary={en}>
      <FormContext.Provider value={form}>
        <SchemaForm schema={schema} pointer="" />
      </FormContext.Provider>
    </I18nProvider>
  ))
  return value
}
const box = (name: string) => screen.getByRole('checkbox', { name }) as HTMLInputElement

test('a list of known texts is a group of checkboxes, the default among them', () => {
  const value = show({})
  expect(screen.getByRole('group', { name: 'Algorithms' })).toBeTruthy()
  expect([box('RS256').checked, box('ES256').checked]).toEqual([true, false])
  fireEvent.click(box('ES256'))
  expect(value()['algorithms']).toEqual(['RS256', 'ES256'])
  fireEvent.click(box('RS256'))
  expect(value()['algorithms']).toEqual(['ES256'])
})

test('what is not offered stays until it is taken out', () => {
  const value = show({ algorithms: ['ES256', 'none'] })
  fireEvent.click(box('none'))
  expect(value()['algorithms']).toEqual(['ES256'])
})

test('a field is shown only while its siblings have the values it is for', () => {
  show({})
  expect(screen.queryByRole('group', { name: 'Algorithms' })).not.toBeNull()
  fireEvent.click(screen.getByRole('radio', { name: 'Opaque' }))
  expect(screen.queryByRole('group', { name: 'Algorithms' })).toBeNull()
})
