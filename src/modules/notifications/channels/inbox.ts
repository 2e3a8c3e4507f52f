/** The inbox: notices as rows that their reader finds in the app, and the event by which they are shown at once. */
import { newId } from '../../../platform/kernel/ids';
import type { Platform } from '../../../platform/platform';
import { NOTICE_KINDS } from '../kinds';
import { BODY_LENGTH, TITLE_LENGTH } from '../notification.model';
import { notificationCreated } from '../notifications.events';
import type { Deliver, ToldNotice } from './channel';

const fit = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;

/** Null for somebody who has left: there is no inbox. */
function rowOf({ kind, addressee, title, paragraphs, link, path, facts }: ToldNotice) {
  if (addressee.kind === 'former-address') return null;
  return {
    id: newId(),
    userId: addressee.userId,
    eventId: facts.eventId,
    kind,
    title: fit(title, TITLE_LENGTH),
    body: fit(paragraphs.join(' '), BODY_LENGTH),
    subjectType: link.type,
    subjectId: link.id,
    subjectTitle: fit(link.title, TITLE_LENGTH),
    path,
    createdAt: facts.occurredAt,
  };
}

export function createInboxChannel({ database, events }: Pick<Platform, 'database' | 'events'>): Deliver {
  database.keepsWord({ table: 'notifications', key: 'id', column: 'kind', words: NOTICE_KINDS });
  return async (told) => {
    const rows = told.flatMap((notice) => {
      const row = rowOf(notice);
      return row ? [{ row, notice }] : [];
    });
    const added = await database.insertNew(
      'notifications',
      rows.map(({ row }) => row),
    );
    for (const { row, notice } of rows) {
      // A second delivery meets the unique key of event and person, and adds nothing.
      if (!added.has(row.id)) continue;
      const { id, userId, kind, path, subjectType, subjectId, subjectTitle } = row;
      await events.emit(notificationCreated, {
        ...{ notificationId: id, userId, kind, urgency: notice.urgency, title: row.title, path },
        live: notice.live,
        subject: { type: subjectType, id: subjectId, title: subjectTitle },
      });
    }
  };
}
