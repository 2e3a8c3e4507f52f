/** The inbox: notices as rows that their reader finds in the app. */
import type { Database } from '../../../platform/db/database';
import { newId } from '../../../platform/kernel/ids';
import { BODY_LENGTH, defineNotifications, TITLE_LENGTH } from '../notification.model';
import type { Deliver } from './channel';

const fit = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;

export function createInboxChannel(database: Database): Deliver {
  const notifications = defineNotifications(database);
  return async (told, { eventId, occurredAt }) => {
    const rows = told.flatMap(({ kind, addressee, title, paragraphs, link }) =>
      addressee.kind === 'former-address'
        ? []
        : [
            {
              id: newId(),
              userId: addressee.userId,
              eventId,
              kind,
              title: fit(title, TITLE_LENGTH),
              body: fit(paragraphs.join(' '), BODY_LENGTH),
              subjectType: link.type,
              subjectId: link.id,
              createdAt: occurredAt,
              readAt: null,
            },
          ],
    );
    // A second delivery meets the unique key of event and person, and adds nothing.
    if (rows.length > 0) await notifications.bulkCreate(rows, { ignoreDuplicates: true });
  };
}
