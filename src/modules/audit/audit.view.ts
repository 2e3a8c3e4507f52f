/** An entry of the action log on the wire, as admins see it. */
import { iso } from '../../platform/kernel/clock';
import type { ActionLogEntry, ActionLogVerdict } from './audit.schema';
import type { EntryRow } from './use-cases/list-entries';
import type { Verdict } from './use-cases/verify';

export const presentEntry = (row: EntryRow): ActionLogEntry => ({
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

export const presentVerdict = ({ head, violations }: Verdict): ActionLogVerdict => ({
  intact: violations.length === 0,
  head: { sealNumber: head.seq, hash: head.hash },
  violations,
});
