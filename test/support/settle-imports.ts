import { afterEach, vi } from 'vitest'

// Editors and dialogs load parts of themselves; what is still under way when a file ends would fail there.
afterEach(() => vi.dynamicImportSettled())
