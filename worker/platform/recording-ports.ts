import type { Recorder } from '../recording/types.ts'
import type { RecordingPortsDeps } from './d1-recorder.ts'

/** What records is a module of its own, which only isolates that record evaluate. A failure to record fails no request. */
export function createRecordingPorts(deps: RecordingPortsDeps): Recorder {
  let recorder: Recorder | undefined
  return async (pipeline, entry) => {
    try {
      recorder ??= (await import('./d1-recorder.ts')).createD1Recorder(deps)
      return await recorder(pipeline, entry)
    } catch (error) {
      deps.log('an endpoint could not be recorded', { endpointId: entry.endpointId, error })
      return pipeline
    }
  }
}
