/** Reads the trail, newest first, for those who oversee. */
import { type Page, decodeCursor, pageOf } from '../../../platform/kernel/page';
import type { Values } from '../../../platform/db/database';
import type { Platform } from '../../../platform/platform';
import type { ActionLogQuery, ActionLogEntry } from '../audit.schema';
import { type EntryRow, viewEntry } from '../audit.view';

export const createListEntries =
  ({ database }: Platform) =>
  async (query: ActionLogQuery): Promise<Page<ActionLogEntry>> => {
    const conditions = ['1 = 1'];
    const values: Values = { rows: query.limit + 1 };
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
    if (query.cursor) {
      const [occurredAt, id] = decodeCursor(query.cursor, ['number', 'string']);
      conditions.push('(e.occurredAt < :afterTime OR (e.occurredAt = :afterTime AND e.id < :afterId))');
      Object.assign(values, { afterTime: occurredAt, afterId: id });
    }
    const rows = await database.select<EntryRow>(
      `SELECT e.*, s.seq FROM audit_entries e LEFT JOIN audit_seals s ON s.entryId = e.id
       WHERE ${conditions.join(' AND ')} ORDER BY e.occurredAt DESC, e.id DESC LIMIT :rows`,
      values,
    );
    return pageOf(rows, query.limit, (row) => [row.occurredAt, row.id], viewEntry);
  };
