/** Hears the news of the modules below and writes a notice for everybody whom it concerns. */
import { newId } from '../../platform/kernel/ids';
import type { EventFacts } from '../../platform/events/outbox';
import type { Platform } from '../../platform/platform';
import type { Identity } from '../identity';
import { BODY_LENGTH, defineNotifications, TITLE_LENGTH } from './notification.model';
import { ADMINS, addressNotices, type AnyRule, kindOf, type Rule } from './notification.rules';

const HEARER = 'notifications';

const NOBODY = 'A person who has left';

const fit = (text: string, length: number): string =>
  text.length <= length ? text : `${text.slice(0, length - 1)}…`;

export function hearNews(platform: Platform, identity: Identity, rules: readonly AnyRule[]): void {
  const notifications = defineNotifications(platform.database);

  async function deliver<News>({ event, mentions, tell }: Rule<News>, news: News, facts: EventFacts) {
    const people = await identity.findUsers(mentions(news));
    const nameOf = (userId: string) => {
      const user = people.get(userId);
      return user ? identity.displayName(user) : NOBODY;
    };
    const notices = tell(news, nameOf);
    const adminIds = notices.some(({ to }) => to === ADMINS) ? await identity.listAdminIds() : [];
    const rows = addressNotices(notices, adminIds).map(({ userId, title, body, subject }) => ({
      id: newId(),
      userId,
      eventId: facts.eventId,
      kind: kindOf(event),
      title: fit(title, TITLE_LENGTH),
      body: fit(body, BODY_LENGTH),
      subjectType: subject.type,
      subjectId: subject.id,
      createdAt: facts.occurredAt,
      readAt: null,
    }));
    // A second delivery meets the unique key of event and person, and adds nothing.
    if (rows.length > 0) await notifications.bulkCreate(rows, { ignoreDuplicates: true });
  }

  for (const rule of rules) {
    rule((known) =>
      platform.outbox.on(known.event, HEARER, { runs: 'unit' }, (news, facts) => deliver(known, news, facts)),
    );
  }
}
