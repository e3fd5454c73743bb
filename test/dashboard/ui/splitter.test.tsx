import { cleanup, fireEvent, render, screen } from '@solidjs/testing-library'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'

import { createPaneSizes } from '../../../dashboard/src/lib/pane-sizes.ts'
import { Splitter } from '../../../dashboard/src/ui/splitter.tsx'

const key = 'test.panes'
const sizesOf = () =>
  createPaneSizes({ key, initial: [30, 35, 35], min: 20, storage: localStorage })

function mount(index = 0) {
  const sizes = sizesOf()
  render(() => (
    <Splitter
      orientation="vertical"
      label="Width of Input"
      border={sizes.border(index)}
      onMove={(by) => sizes.move(index, by)}
      onReset={sizes.reset}
    />
  ))
  const separator = screen.getByRole('separator', { name: 'Width of Input' })
  const press = (name: string) => fireEvent.keyDown(separator, { key: name })
  const value = () => separator.getAttribute('aria-valuenow')
  return { sizes, separator, press, value }
}

beforeEach(() => localStorage.clear())
afterEach(cleanup)

describe('a splitter', () => {
  it('tells the share of the pane before it, its least and its most', () => {
    const { separator } = mount()
    expect(separator.getAttribute('aria-orientation')).toBe('vertical')
    expect(separator.getAttribute('aria-valuenow')).toBe('30')
    expect(separator.getAttribute('aria-valuemin')).toBe('20')
    expect(separator.getAttribute('aria-valuemax')).toBe('45')
    expect(separator.tabIndex).toBe(0)
  })

  it('moves by arrows, and by Home and End as far as the panes allow', () => {
    const { sizes, press, value } = mount()
    press('ArrowRight')
    expect(sizes.shares()).toEqual([32, 33, 35])
    press('ArrowLeft')
    press('ArrowLeft')
    expect(value()).toBe('28')
    press('End')
    expect(sizes.shares()).toEqual([45, 20, 35])
    press('ArrowRight')
    expect(value()).toBe('45')
    press('Home')
    expect(value()).toBe('20')
    press('ArrowUp')
    expect(value()).toBe('20')
  })

  it('is where it was left in this browser, and a double click forgets it', () => {
    const { press, separator } = mount(1)
    press('ArrowLeft')
    expect(sizesOf().shares()).toEqual([30, 33, 37])
    fireEvent.dblClick(separator)
    expect(sizesOf().shares()).toEqual([30, 35, 35])
  })

  it.each(['[50,50]', '[5,60,35]', '["a",2,3]', 'nonsense', '{}'])(
    'does not believe %s in the storage',
    (stored) => {
      localStorage.setItem(key, stored)
      expect(sizesOf().shares()).toEqual([30, 35, 35])
    },
  )
})
