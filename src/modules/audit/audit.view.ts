/** An entry of the trail as those who oversee see it. */
import { iso } from '../../platform/kernel/clock';
import type { ActionLogEntry } from './audit.schema';
import type { AuditEntry } from './seal.rules';

export type EntryRow = AuditEntry & { seq: number | null };

export const viewEntry = (row: EntryRow): ActionLogEntry => ({
  id: row.id,
  occurredAt: iso(row.occurredAt),
  actor: { kind: row.actorKind === 'user' ? 'USER' : 'SYSTEM', id: row.actorId },
  action: row.action,
  subject: { type: row.subjectType, id: row.subjectId },
  reason: row.reason,
  detail: row.detail === null ? null : (JSON.parse(row.detail) as Record<string, unknown>),
  requestId: row.requestId,
  sealNumber: row.seq,
});
