import { fireEvent, render, screen } from '@solidjs/testing-library'
import { createSignal, type JSX } from 'solid-js'
import { expect, test, vi } from 'vitest'

import { en } from '../../../dashboard/src/i18n/en.ts'
import { I18nProvider, useI18n } from '../../../dashboard/src/i18n/provider.tsx'
import { Button } from '../../../dashboard/src/ui/button.tsx'
import { ConfirmName } from '../../../dashboard/src/ui/confirm-name.tsx'
import { Field } from '../../../dashboard/src/ui/field.tsx'
import { Input } from '../../../dashboard/src/ui/input.tsx'
import { SegmentedControl } from '../../../dashboard/src/ui/segmented-control.tsx'

const show = (element: () => JSX.Element) =>
  render(() => (
    <I18nProvider locale="en" dictionary={en}>
      {element()}
    </I18nProvider>
  ))

test('a field ties label, hint and error to its control', () => {
  const [error, setError] = createSignal<string>()
  show(() => (
    <Field label="Path" hint="Starts with /" error={error()}>
      {(control) => <Input {...control} />}
    </Field>
  ))
  const input = screen.getByLabelText('Path')
  expect(input.getAttribute('aria-invalid')).toBeNull()
  setError('Write a path such as /orders')
  expect(input.getAttribute('aria-invalid')).toBe('true')
  const described = input.getAttribute('aria-describedby')!.split(' ')
  expect(described.map((id) => document.getElementById(id)?.textContent)).toEqual([
    'Write a path such as /orders',
    'Starts with /',
  ])
})

test('a busy button refuses clicks and says so', () => {
  const clicked = vi.fn()
  show(() => (
    <Button busy onClick={clicked}>
      Publish changes
    </Button>
  ))
  const button = screen.getByRole('button', { name: 'Publish changes' })
  fireEvent.click(button)
  expect(clicked).not.toHaveBeenCalled()
  expect(button.getAttribute('aria-busy')).toBe('true')
})

test('a segmented control is a group of radios', () => {
  const chosen = vi.fn()
  show(() => (
    <SegmentedControl
      label="Theme"
      value="light"
      options={[
        { value: 'light', label: 'Light' },
        { value: 'dark', label: 'Dark' },
      ]}
      onChange={chosen}
    />
  ))
  expect(screen.getByRole('group', { name: 'Theme' })).toBeTruthy()
  fireEvent.click(screen.getByRole('radio', { name: 'Dark' }))
  expect(chosen).toHaveBeenCalledWith('dark')
})

test('what cannot be undone waits until the name is typed', () => {
  const confirmed = vi.fn()
  show(() => (
    <ConfirmName
      title="Delete Orders?"
      text="It is gone."
      name="Orders"
      confirmLabel="Delete endpoint"
      busy={false}
      onConfirm={confirmed}
      onClose={() => undefined}
    />
  ))
  const button = screen.getByRole<HTMLButtonElement>('button', { name: 'Delete endpoint' })
  expect(button.disabled).toBe(true)
  fireEvent.input(screen.getByLabelText('Type Orders to confirm'), { target: { value: 'Orders' } })
  expect(button.disabled).toBe(false)
  fireEvent.click(button)
  expect(confirmed).toHaveBeenCalledOnce()
})

test('words outside the provider are a bug that is told at once', () => {
  expect(() => render(() => <>{useI18n().t('common.save')}</>)).toThrow('I18nProvider')
})
