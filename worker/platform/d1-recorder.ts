import type { Database } from '../db/database.ts'
import { addRecorded } from '../db/recorded-requests.ts'
import type { OutboundSecrets } from '../integrations/authentication/types.ts'
import { createRecorder } from '../recording/recorder.ts'
import type { Recorder } from '../recording/types.ts'
import type { ConfigSource } from '../route/types.ts'
import type { NewId } from './id.ts'
import type { Log } from './log.ts'

export interface RecordingPortsDeps {
  readonly db: Database
  readonly source: Pick<ConfigSource, 'endpoint'>
  readonly secrets: OutboundSecrets
  readonly now: () => number
  readonly newId: NewId
  readonly log: Log
}

/** Records into D1. */
export function createD1Recorder({ db, source, newId, ...deps }: RecordingPortsDeps): Recorder {
  return createRecorder({
    ...deps,
    config: (id, version) => source.endpoint(id, version),
    write: (call) => addRecorded(db, call),
    newId: () => newId('recordedRequest'),
  })
}
