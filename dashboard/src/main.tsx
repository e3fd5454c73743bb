import './styles/tokens.css'
import './styles/base.css'

import { render } from 'solid-js/web'

import { App } from './app.tsx'
import { loadDictionary } from './i18n/index.ts'
import { applyPreferences, preferences } from './lib/preferences.ts'

// Before any page loads zod: its probe for `new Function` breaks the content security policy, caught or not.
Object.assign(globalThis, { __zod_globalConfig: { jitless: true } })

applyPreferences()

const root = document.getElementById('root')
if (root === null) throw new Error('index.html has no #root')
const dictionary = await loadDictionary(preferences.locale)
render(() => <App dictionary={dictionary} />, root)
