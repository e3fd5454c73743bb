import './styles/tokens.css'
import './styles/base.css'

import { render } from 'solid-js/web'

import { App } from './app.tsx'
import { loadDictionary } from './i18n/index.ts'
import { applyPreferences, preferences } from './lib/preferences.ts'

applyPreferences()

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
const dictionary = await loadDictionary(preferences.locale)
render(() => <App dictionary={dictionary} />, root)
