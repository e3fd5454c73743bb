import { type Accessor, createContext, createSignal, onCleanup, useContext } from 'solid-js'

export const commandGroups = ['endpoint', 'do', 'go', 'view', 'help'] as const

/** One thing the user can do. The palette, the shortcuts and the `?` sheet all read the same list. */
export interface Command {
  readonly id: string
  readonly title: () => string
  readonly group: (typeof commandGroups)[number]
  /** `mod+k`, `?` or `g o`; see lib/keys.ts. */
  readonly keys?: string
  /** Other words the palette finds it by. */
  readonly keywords?: string
  readonly when?: () => boolean
  readonly run: () => void
}

export interface CommandRegistry {
  /** What can be done now, oldest registration first. */
  readonly list: Accessor<readonly Command[]>
  /** Adds commands until the returned function is called. */
  register(commands: readonly Command[]): () => void
}

export function createCommandRegistry(): CommandRegistry {
  const [batches, setBatches] = createSignal<readonly (readonly Command[])[]>([])
  return {
    list: () =>
      batches()
        .flat()
        .filter((command) => command.when?.() ?? true),
    register(commands) {
      setBatches((current) => [...current, commands])
      return () => setBatches((current) => current.filter((batch) => batch !== commands))
    },
  }
}

export const CommandsContext = createContext<CommandRegistry>()

export function useCommandRegistry(): CommandRegistry {
  const registry = useContext(CommandsContext)
  if (registry === undefined) throw new Error('Commands need a CommandsContext above them')
  return registry
}

/** Registers commands for as long as the component is on the page. */
export function useCommands(commands: readonly Command[]): void {
  onCleanup(useCommandRegistry().register(commands))
}
