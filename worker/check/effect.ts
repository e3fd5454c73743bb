import type { Integration } from '#contract/integration-kinds.ts'

import { parseDocument } from '../integrations/graphql/document.ts'
import { idempotentMethods, safeMethods } from '../integrations/resilience/retry.ts'
import type { Sections } from './sections.ts'

/** What a call does to its service, as far as a configuration tells. */
export interface Effect {
  /** The call, as a message names it: A POST. */
  readonly what: string
  /** Changes nothing. */
  readonly isSafe: boolean
  /** Sent twice, it takes effect once. */
  readonly isIdempotent: boolean
}

export function effectOf(config: Integration, sections: Sections): Effect {
  switch (config.type) {
    case 'database':
      return effect('A statement that writes', config.mode === 'read')
    case 'graphql':
      return effect('A mutation', isQuery(config.document, config.operationName))
    case 'http':
      return ofMethod(config.method ?? sections.method)
    case 'webhook':
      return ofMethod(sections.method)
  }
}

/** A method that could not be read is somebody else's finding. */
function ofMethod(method: string | undefined): Effect {
  if (method === undefined) return effect('', true)
  return {
    ...effect(`A ${method}`, safeMethods.has(method)),
    isIdempotent: idempotentMethods.has(method),
  }
}

function effect(what: string, isSafe: boolean): Effect {
  return { what, isSafe, isIdempotent: isSafe }
}

/** So is a document that does not parse. */
function isQuery(document: string, name: string | undefined): boolean {
  try {
    const { operations } = parseDocument(document)
    const chosen = name === undefined ? operations : operations.filter((one) => one.name === name)
    return chosen.every(({ type }) => type === 'query')
  } catch {
    return true
  }
}
