import { render, screen } from '@solidjs/testing-library'
import { expect, test } from 'vitest'

import type { Warning } from '#contract/diff.ts'

import { WarningList } from '../../../dashboard/src/builder/change-list.tsx'
import { en } from '../../../dashboard/src/i18n/en.ts'
import { I18nProvider } from '../../../dashboard/src/i18n/provider.tsx'

const show = (...codes: readonly string[]) => {
  const warnings = codes.map((code) => ({ code, pointer: '', values: {} })) as unknown as Warning[]
  return render(() => (
    <I18nProvider locale="en" dictionary={en}>
      <WarningList warnings={warnings} />
    </I18nProvider>
  ))
}

test('a warning without words here says nothing, and nothing else is lost', () => {
  show('limit_tightened', 'of_a_newer_server')
  expect(screen.getAllByRole('listitem').map(({ textContent }) => textContent)).toEqual([
    'Some requests that are accepted now will be refused.',
  ])
  const { container } = show('of_a_newer_server')
  expect(container.textContent).toBe('')
})
