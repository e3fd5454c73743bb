import type { Command } from '../lib/commands.ts'

/** Word of each group of commands. */
export const groupTitle = {
  endpoint: 'commands.groupEndpoint',
  do: 'commands.groupDo',
  go: 'commands.groupGo',
  view: 'commands.groupView',
  help: 'commands.groupHelp',
} as const satisfies Record<Command['group'], string>
