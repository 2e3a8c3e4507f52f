/** Reads the action log, newest first, for admins: page by page, or all of it for a file. */
import type { Values } from '../../../platform/db/database';
import { type Keyset, readPage, selectKeyset } from '../../../platform/db/keyset';
import { walk } from '../../../platform/db/walk';
import type { UserActor } from '../../../platform/kernel/actor';
import type { Page } from '../../../platform/kernel/page';
import type { Platform } from '../../../platform/platform';
import type { ActionLogFilters, ActionLogQuery } from '../audit.schema';
import type { AuditEntry } from '../seal.rules';
import type { createRecord } from './record';

/** An entry with the number of its seal; null in the seconds before it is sealed. */
export type EntryRow = AuditEntry & { seq: number | null };

export type ListEntries = ReturnType<typeof createListEntries>;

export function createListEntries({ database }: Platform, record: ReturnType<typeof createRecord>) {
  function keysetOf(query: ActionLogFilters): Keyset<EntryRow> {
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
    return selectKeyset<EntryRow>(database, {
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
  }

  return {
    list: (query: ActionLogQuery): Promise<Page<EntryRow>> => readPage(keysetOf(query), query),

    /** That somebody takes the log away stands in it, before they have it. */
    async export(actor: UserActor, filters: ActionLogFilters): Promise<() => AsyncGenerator<EntryRow[]>> {
      await database.atomically(() =>
        record({
          ...{ actor, action: 'action_log.exported', subject: { type: 'action_log', id: 'all' } },
          detail: filters,
        }),
      );
      return () => walk(keysetOf(filters));
    },
  };
}
