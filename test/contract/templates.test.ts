import { describe, expect, it } from 'vitest'

import { endpointConfig } from '#contract/endpoint.ts'
import { endpointTemplates, templateIds } from '#contract/templates.ts'

describe('endpoint templates', () => {
  it.each(templateIds)('%s is a valid configuration as it is', (id) => {
    const template = endpointTemplates[id]
    const config = endpointConfig.parse(template.build(template.defaults))
    expect(config.integrations.length > 0).toBe(template.callsUpstream)
  })

  it('proxies what comes below the path, whatever the parameter is called', () => {
    const build = (path: string) =>
      endpointTemplates.proxy.build({ name: 'P', path, upstream: 'https://a.example/' })
    expect(build('/p/{below+}').integrations).toMatchObject([
      { endpoint: 'https://a.example/{{ request.params.below }}' },
    ])
    expect(build('/p/*').integrations).toMatchObject([
      { endpoint: 'https://a.example/{{ request.params.wildcard }}' },
    ])
    expect(build('/p').integrations).toMatchObject([{ endpoint: 'https://a.example/' }])
  })
})

describe('examples', () => {
  const files = import.meta.glob<unknown>('../../examples/*.json', {
    eager: true,
    import: 'default',
  })

  it.each(Object.entries(files))('%s can be imported', (_, config) => {
    endpointConfig.parse(config)
  })

  it.each(templateIds)('%s is there as a file, as its template makes it', (id) => {
    const template = endpointTemplates[id]
    expect(files[`../../examples/${id}.json`]).toEqual(template.build(template.defaults))
  })
})
