import type { Database } from '../db/database.ts'
import { addCalls } from '../db/integration-calls.ts'
import { createCallLog } from '../integrations/call-log.ts'
import type { CallLog } from '../integrations/types.ts'
import type { Log } from './log.ts'
import { wait } from './wait.ts'

interface CallPortsDeps {
  readonly db: Database
  readonly now: () => number
  readonly log: Log
}

/** Where calls of integrations are noted, over D1. One per isolate. */
export function createCallPorts({ db, now, log }: CallPortsDeps): CallLog {
  return createCallLog({ now, wait, log, write: (calls) => addCalls(db, calls) })
}
