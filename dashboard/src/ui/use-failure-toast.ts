import { errorText } from '../api/errors.ts'
import { useI18n } from '../i18n/index.ts'
import { showToast } from './toast.ts'

/** For `onError` of an action that has no form to show the error in. */
export function useFailureToast(): (error: unknown) => void {
  const { t } = useI18n()
  return (error) => {
    showToast({ tone: 'bad', text: t('state.failedAction', { message: errorText(error, t) }) })
  }
}
