/** An entry of the action log on the wire, as admins see it. */
import { iso } from '../../platform/kernel/clock';
import type { AuditAction } from './actions';
import type { ActionLogEntry, ActionLogVerdict } from './audit.schema';
import { readDetail } from './entry-detail';
import type { EntryRow } from './use-cases/list-entries';
import type { Names } from './naming';
import type { Verdict } from './use-cases/verify';

export const presentEntry = (row: EntryRow, names: Names): ActionLogEntry => ({
  id: row.id,
  occurredAt: iso(row.occurredAt),
  actor:
    row.actorKind === 'user'
      ? { kind: 'USER', id: row.actorId, name: names.get(row.actorId) ?? 'Former user' }
      : { kind: 'SYSTEM', id: row.actorId, name: null },
  // Written by a release that had its name, or by one before that had another.
  action: row.action as AuditAction,
  subject: { type: row.subjectType, id: row.subjectId },
  reason: row.reason,
  detail: readDetail(row.detail),
  requestId: row.requestId,
  sealNumber: row.seq,
});

/** Times are told in UTC, as everywhere on the wire. */
export const FILE_HEAD = [
  ...['Time (UTC)', 'Kind of actor', 'Actor id', 'Actor', 'Action', 'Subject type', 'Subject id'],
  ...['Reason', 'Detail', 'Request id', 'Seal number', 'Entry id'],
] as const;

export const presentLine = (entry: ActionLogEntry): (string | number | null)[] => {
  const { id, occurredAt, actor, action, subject, reason, detail, requestId, sealNumber } = entry;
  return [
    ...[occurredAt, actor.kind, actor.id, actor.name, action, subject.type, subject.id],
    ...[reason, detail && JSON.stringify(detail), requestId, sealNumber, id],
  ];
};

export const presentVerdict = ({ head, violations }: Verdict): ActionLogVerdict => ({
  intact: violations.length === 0,
  head: { sealNumber: head.seq, hash: head.hash },
  violations,
});
