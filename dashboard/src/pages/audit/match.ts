import type { AuditRecord } from '#contract/audit.ts'

/** Whether every word of the text occurs in who, what or target. */
export function matchesText(record: AuditRecord, text: string): boolean {
  const haystack = [
    record.actorName,
    record.action,
    record.targetName,
    record.targetId,
    record.ipAddress ?? '',
  ]
    .join(' ')
    .toLowerCase()
  return text
    .toLowerCase()
    .split(/\s+/)
    .every((word) => haystack.includes(word))
}
