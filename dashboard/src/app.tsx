import { Route, Router } from '@solidjs/router'
import { QueryClientProvider } from '@tanstack/solid-query'
import { createResource, ErrorBoundary, lazy, Suspense } from 'solid-js'

import { createQueryClient } from './api/query-client.ts'
import { type Dictionary, I18nProvider, loadDictionary } from './i18n/index.ts'
import { CommandsContext, createCommandRegistry } from './lib/commands.ts'
import { preferences } from './lib/preferences.ts'
import { Crashed } from './shell/crashed.tsx'
import { Shell } from './shell/shell.tsx'
import { ToastRegion } from './ui/toast-region.tsx'

const SignIn = lazy(async () => ({
  default: (await import('./pages/sign-in/index.tsx')).SignInPage,
}))
const Welcome = lazy(async () => ({
  default: (await import('./pages/welcome/index.tsx')).WelcomePage,
}))
const Overview = lazy(async () => ({
  default: (await import('./pages/overview/index.tsx')).OverviewPage,
}))
const Endpoints = lazy(async () => ({
  default: (await import('./pages/endpoints/index.tsx')).EndpointsPage,
}))
const NewEndpoint = lazy(async () => ({
  default: (await import('./pages/endpoint/new.tsx')).NewEndpointPage,
}))
const Endpoint = lazy(async () => ({
  default: (await import('./pages/endpoint/index.tsx')).EndpointPage,
}))
const Playground = lazy(async () => ({
  default: (await import('./pages/playground/index.tsx')).PlaygroundPage,
}))
const Integrations = lazy(async () => ({
  default: (await import('./pages/integrations/index.tsx')).IntegrationsPage,
}))
const Integration = lazy(async () => ({
  default: (await import('./pages/integration/index.tsx')).IntegrationPage,
}))
const Consumers = lazy(async () => ({
  default: (await import('./pages/consumers/index.tsx')).ConsumersPage,
}))
const Consumer = lazy(async () => ({
  default: (await import('./pages/consumer/index.tsx')).ConsumerPage,
}))
const Keys = lazy(async () => ({ default: (await import('./pages/keys/index.tsx')).KeysPage }))
const Refused = lazy(async () => ({
  default: (await import('./pages/refused/index.tsx')).RefusedPage,
}))
const Audit = lazy(async () => ({ default: (await import('./pages/audit/index.tsx')).AuditPage }))
const Settings = lazy(async () => ({
  default: (await import('./pages/settings/index.tsx')).SettingsPage,
}))
const Reference = lazy(async () => ({
  default: (await import('./pages/reference/index.tsx')).ReferencePage,
}))
const NotFound = lazy(async () => ({
  default: (await import('./pages/not-found/index.tsx')).NotFoundPage,
}))

/** Providers and the route table. `dictionary` is the one of the preferred language, loaded before. */
export function App(props: { readonly dictionary: Dictionary }) {
  // Once, not in the props: a prop is a getter and would make a new one at every read.
  const client = createQueryClient()
  const commands = createCommandRegistry()
  const [dictionary] = createResource(() => preferences.locale, loadDictionary, {
    initialValue: props.dictionary,
  })
  return (
    <I18nProvider locale={preferences.locale} dictionary={dictionary.latest}>
      <QueryClientProvider client={client}>
        <CommandsContext.Provider value={commands}>
          <ErrorBoundary fallback={(error: unknown) => <Crashed error={error} />}>
            <Router root={(root) => <Suspense>{root.children}</Suspense>}>
              <Route path="/sign-in" component={SignIn} />
              <Route path="/welcome" component={Welcome} />
              <Route component={Shell}>
                <Route path="/" component={Overview} />
                <Route path="/endpoints" component={Endpoints} />
                <Route path="/endpoints/new" component={NewEndpoint} />
                <Route path="/endpoints/:id" component={Endpoint} />
                <Route path="/playground" component={Playground} />
                <Route path="/integrations" component={Integrations} />
                <Route path="/integrations/:id" component={Integration} />
                <Route path="/consumers" component={Consumers} />
                <Route path="/consumers/:id" component={Consumer} />
                <Route path="/keys" component={Keys} />
                <Route path="/refused" component={Refused} />
                <Route path="/audit" component={Audit} />
                <Route path="/settings" component={Settings} />
                <Route path="/reference" component={Reference} />
                <Route path="*" component={NotFound} />
              </Route>
            </Router>
          </ErrorBoundary>
          <ToastRegion />
        </CommandsContext.Provider>
      </QueryClientProvider>
    </I18nProvider>
  )
}
