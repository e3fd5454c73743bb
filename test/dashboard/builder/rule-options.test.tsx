import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library'
import { createSignal } from 'solid-js'
import { afterEach, describe, expect, it } from 'vitest'

import { patchText } from '../../../dashboard/src/builder/json-patch-text.ts'
import { valueAt } from '../../../dashboard/src/builder/pointer.ts'
import { RuleEach, RuleSchemas } from '../../../dashboard/src/builder/rule-options.tsx'
import { FormContext, type FormModel } from '../../../dashboard/src/form/form-context.ts'
import { en } from '../../../dashboard/src/i18n/en.ts'
import { I18nProvider } from '../../../dashboard/src/i18n/provider.tsx'

afterEach(cleanup)

function show(rule: object, issue?: string) {
  const [text, setText] = createSignal(JSON.stringify({ rule }))
  const value = () => JSON.parse(text()) as unknown
  const form: FormModel = {
    get: (pointer) => valueAt(value(), pointer),
    set: (pointer, next) => setText((before) => patchText(before, pointer, next)),
    issue: (pointer) => (pointer === '/rule/each' ? issue : undefined),
    issues: () => [],
    readOnly: () => false,
    scope: () => [],
  }
  render(() => (
    <I18nProvider locale="en" dictionary={en}>
      <FormContext.Provider value={form}>
        <RuleEach rule="/rule" />
        <RuleSchemas rule="/rule" />
      </FormContext.Provider>
    </I18nProvider>
  ))
  return () => valueAt(value(), '/rule')
}
const each = () => screen.queryByRole('switch', { name: 'For each item' })

describe('a rule by form', () => {
  it('works on each item by a switch, and off leaves nothing behind', () => {
    const rule = show({ type: 'map' })
    fireEvent.click(each() as HTMLElement)
    expect(rule()).toEqual({ type: 'map', each: true })
    fireEvent.click(each() as HTMLElement)
    expect(rule()).toEqual({ type: 'map' })
  })

  it('offers it to maps only, and to what has it by mistake, with the reason', () => {
    show({ type: 'filter' })
    expect(each()).toBeNull()
    cleanup()
    show({ type: 'filter', each: true }, 'Only rules of type map work on each item: remove it')
    expect(each()).not.toBeNull()
    expect(screen.getByText(/^Only rules of type map/)).toBeTruthy()
  })

  it.each([
    ['Input schema', 'inputSchema'],
    ['Output schema', 'outputSchema'],
  ])('has a schema editor for the %s, added and removed', (title, name) => {
    const rule = show({ type: 'map' })
    fireEvent.click(screen.getByRole('button', { name: new RegExp(`^Add schema\\s*${title}`) }))
    expect(rule()).toEqual({ type: 'map', [name]: { type: 'object', properties: {} } })
    fireEvent.click(screen.getByRole('button', { name: `Remove the schema of: ${title}` }))
    expect(rule()).toEqual({ type: 'map' })
  })
})
