import type { AuditEntry } from '../db/commit.ts'
import type { AnyCall } from './types.ts'

/** The audit row of what this call changes. Its id is what makes the change happen only once. */
export function auditEntry(
  call: Pick<AnyCall, 'services' | 'now' | 'clientIp'>,
  by: { readonly userId: string; readonly name: string },
  action: string,
  target: { id: string; name: string; details?: Record<string, unknown> },
): AuditEntry {
  return {
    id: call.services.newId('audit'),
    at: call.now,
    actorId: by.userId,
    actorName: by.name,
    action,
    targetType: action.split('.')[0] ?? '',
    targetId: target.id,
    targetName: target.name,
    details: target.details ?? {},
    ipAddress: call.clientIp,
  }
}
