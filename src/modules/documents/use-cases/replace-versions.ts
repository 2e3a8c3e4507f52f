/** A new version takes the place of the former ones as soon as it can be read, and whoever has read one of those is told. */
import type { UserActor } from '../../../platform/kernel/actor';
import type { Document } from '../document.model';
import { newsOf } from '../document.store';
import type { DocumentsContext } from '../documents.context';
import { documentReplaced } from '../documents.events';

/** Of more readers than so many the latest are told. */
const MOST_TOLD = 100;

export type ReplaceVersions = ReturnType<typeof createReplaceVersions>;

export function createReplaceVersions({ platform, models, store, subjects, identity }: DocumentsContext) {
  async function readersOf(row: Document, formerIds: readonly string[]): Promise<string[]> {
    const readings = await models.readings.findAll({
      where: { documentId: [...formerIds] },
      order: [['readAt', 'DESC']],
      attributes: ['readerId'],
    });
    const latest = [...new Set(readings.map(({ readerId }) => readerId))].slice(0, MOST_TOLD);
    const people = await identity.findUsers(latest);
    const attached = await store.readAttachments(row.id);
    const told: string[] = [];
    for (const readerId of latest) {
      const person = people.get(readerId);
      if (person?.status !== 'ACTIVE') continue;
      const actor: UserActor = {
        ...{ kind: 'user', userId: readerId, roles: person.roles, sessionId: 'document-version' },
      };
      for (const subject of attached) {
        if (!(await subjects.mayReadAttached(subject, actor))) continue;
        told.push(readerId);
        break;
      }
    }
    return told;
  }

  /** In the unit that makes it available; of what waits in quarantine the former version stands meanwhile. */
  return async (row: Document): Promise<void> => {
    if (row.status !== 'AVAILABLE' || row.replacedById !== null || row.fileVersion === 1) return;
    const formerIds = await store.supersede(row);
    await platform.events.emit(documentReplaced, {
      ...newsOf(row),
      fileVersion: row.fileVersion,
      readerIds: await readersOf(row, formerIds),
      formerIds,
    });
  };
}
