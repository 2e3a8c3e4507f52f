/** The inbox: notices as rows that their reader finds in the app, and the event by which they are shown at once. */
import { newId } from '../../../platform/kernel/ids';
import type { Platform } from '../../../platform/platform';
import { BODY_LENGTH, TITLE_LENGTH } from '../notification.model';
import { notificationCreated } from '../notifications.events';
import type { Deliver } from './channel';

const fit = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;

export function createInboxChannel({ database, events }: Pick<Platform, 'database' | 'events'>): Deliver {
  const insertNew = database.dialect === 'mysql' ? 'INSERT IGNORE' : 'INSERT OR IGNORE';

  return async (told, { eventId, occurredAt }) => {
    for (const { kind, urgency, addressee, title, paragraphs, link, path, live } of told) {
      if (addressee.kind === 'former-address') continue;
      const row = {
        id: newId(),
        userId: addressee.userId,
        eventId,
        kind,
        title: fit(title, TITLE_LENGTH),
        body: fit(paragraphs.join(' '), BODY_LENGTH),
        subjectType: link.type,
        subjectId: link.id,
        subjectTitle: fit(link.title, TITLE_LENGTH),
        path,
        createdAt: occurredAt,
      };
      const added = await database.change(
        `${insertNew} INTO notifications
           (id, userId, eventId, kind, title, body, subjectType, subjectId, subjectTitle, path, createdAt)
         VALUES
           (:id, :userId, :eventId, :kind, :title, :body, :subjectType, :subjectId, :subjectTitle, :path, :createdAt)`,
        row,
      );
      // A second delivery meets the unique key of event and person, and adds nothing.
      if (added === 0) continue;
      const { id, userId, subjectType, subjectId, subjectTitle } = row;
      await events.emit(notificationCreated, {
        ...{ notificationId: id, userId, kind, urgency, title: row.title, path, live },
        subject: { type: subjectType, id: subjectId, title: subjectTitle },
      });
    }
  };
}
