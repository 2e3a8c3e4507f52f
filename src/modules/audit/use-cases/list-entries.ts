/** Reads the action log, newest first, for admins. */
import type { Values } from '../../../platform/db/database';
import { readPage, selectKeyset } from '../../../platform/db/keyset';
import type { Page } from '../../../platform/kernel/page';
import type { Platform } from '../../../platform/platform';
import type { ActionLogQuery } from '../audit.schema';
import type { AuditEntry } from '../seal.rules';

/** An entry with the number of its seal; null in the seconds before it is sealed. */
export type EntryRow = AuditEntry & { seq: number | null };

export const createListEntries =
  ({ database }: Platform) =>
  async (query: ActionLogQuery): Promise<Page<EntryRow>> => {
    const conditions: string[] = [];
    const values: Values = {};
    const where = (condition: string, name: string, value: string | number | undefined) => {
      if (value === undefined) return;
      conditions.push(condition);
      values[name] = value;
    };
    where('e.actorId = :actor', 'actor', query.actor);
    where('e.action = :action', 'action', query.action);
    where('e.subjectType = :subjectType', 'subjectType', query.subjectType);
    where('e.subjectId = :subjectId', 'subjectId', query.subjectId);
    where('e.occurredAt >= :from', 'from', query.from && Date.parse(query.from));
    where('e.occurredAt < :to', 'to', query.to && Date.parse(query.to));
    const entries = selectKeyset<EntryRow>(database, {
      name: 'audit.entries',
      order: [
        ['e.occurredAt', 'DESC'],
        ['e.id', 'DESC'],
      ],
      select: 'e.*, s.seq',
      from: 'audit_entries e LEFT JOIN audit_seals s ON s.entryId = e.id',
      where: conditions,
      values,
    });
    return readPage(entries, query);
  };
