import { useI18n } from '../i18n/index.ts'
import { showToast } from '../ui/toast.ts'
import { fragmentOf } from './share-link.ts'
import type { Sheet } from './sheet.ts'

/** Copies the address of a sheet. Says false when it is too much for a link. */
export function useShare(): (sheet: Sheet) => Promise<boolean> {
  const { t } = useI18n()
  return async (sheet) => {
    const fragment = await fragmentOf(sheet)
    if (fragment === undefined) return false
    try {
      await navigator.clipboard.writeText(`${location.origin}/playground${fragment}`)
      showToast({ text: t('playground.shared') })
    } catch {
      showToast({ tone: 'bad', text: t('playground.copyFailed') })
    }
    return true
  }
}
