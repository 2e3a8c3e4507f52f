/** Follows the events of the modules below and tells each person whom a notice names, by the channels they have it on. */
import type { ToldEvent } from '../../platform/events/events';
import { redactText } from '../../platform/kernel/redact';
import type { Platform } from '../../platform/platform';
import type { Identity } from '../identity';
import type { Deliver, ToldNotice } from './channels/channel';
import { pathOf } from './links';
import { USUAL_TIMES } from './mail-times.rules';
import { addressesOf, type AnyNotice, type Channel } from './notice';
import { channelsFor } from './preferences.rules';
import type { PreferencesStore } from './preferences.store';
import type { QueueKind } from './queues';
import type { createTellBrokers, ToldOf } from './tell-brokers';

const HEARER = 'notifications';

const FORMER_USER = 'A former user';

interface Delivery {
  identity: Identity;
  store: PreferencesStore;
  inbox: Deliver;
  mail: Deliver;
  tellBrokers: ReturnType<typeof createTellBrokers>;
}

export function deliverNotices(
  { events }: Pick<Platform, 'events'>,
  { identity, store, inbox, mail, tellBrokers }: Delivery,
  notices: readonly AnyNotice[],
): void {
  const byEvent = new Map(notices.map((notice) => [notice.on.name, notice]));

  /** Those of the admins who want to hear of a queue. */
  async function listenersOf(queues: readonly (QueueKind | null)[], adminIds: string[]) {
    const deaf = new Map<QueueKind, Set<string>>();
    for (const queue of new Set(queues)) if (queue) deaf.set(queue, await store.findDeaf(queue, adminIds));
    return (queue: QueueKind | null) => adminIds.filter((id) => !(queue && deaf.get(queue)?.has(id)));
  }

  /** Each of the events with its notice and those whom it reaches. */
  async function whoHears(events: readonly ToldEvent[]) {
    const heard = events.flatMap(({ event, payload, facts }) => {
      const notice = byEvent.get(event);
      const queue = notice?.queue?.(payload) ?? null;
      return notice ? [{ notice, payload, facts, queue, recipients: notice.to(payload) }] : [];
    });
    const adminIds = heard.some(({ recipients }) => recipients.some(({ kind }) => kind === 'admins'))
      ? await identity.listAdminIds()
      : [];
    const listeners = await listenersOf(
      heard.map(({ queue }) => queue),
      adminIds,
    );
    return heard
      .map((each) => ({ ...each, addressees: addressesOf(each.recipients, listeners(each.queue)) }))
      .filter(({ addressees }) => addressees.length > 0);
  }

  /** What was told at once is read, written and sent at once. */
  async function deliver(events: readonly ToldEvent[]): Promise<void> {
    const heard = await whoHears(events);
    if (heard.length === 0) return;
    const userIds = heard.flatMap(({ addressees }) =>
      addressees.flatMap((addressee) => (addressee.kind === 'user' ? [addressee.userId] : [])),
    );
    const { choices, times } = await store.findPreferences(
      heard.map(({ notice }) => notice.kind),
      userIds,
    );
    const named = heard.flatMap(({ notice, payload }) => notice.names?.(payload) ?? []);
    const users = await identity.findUsers([...new Set([...userIds, ...named])]);
    const nameOf = (userId: string) => {
      const person = users.get(userId);
      return person ? identity.displayName(person) : FORMER_USER;
    };
    const told = heard.flatMap(({ notice, payload, facts, addressees }) =>
      addressees.map((addressee): ToldNotice & ToldOf & { by: Record<Channel, boolean> } => {
        const { reader } = addressee;
        const chosen =
          addressee.kind === 'user' ? choices.get(`${notice.kind} ${addressee.userId}`) : undefined;
        const by = channelsFor(notice, reader, chosen ?? {});
        const { timeZone } = (addressee.kind === 'user' && times.get(addressee.userId)) || USUAL_TIMES;
        const telling = { reader, nameOf, timeZone };
        const link = notice.link(payload, telling);
        return {
          ...{ payload, facts, kind: notice.kind, urgency: notice.urgency, addressee, by, live: by.live },
          // Reasons and titles are people's own words.
          title: redactText(notice.title(payload, telling)),
          paragraphs: notice
            .text(payload, telling)
            .flatMap((part) => (part === null ? [] : [redactText(part)])),
          items: (notice.items?.(payload) ?? []).map((item) => ({ ...item, title: redactText(item.title) })),
          link: { ...link, title: redactText(link.title) },
          usefulUntil: notice.usefulUntil?.(payload) ?? null,
          oneLetterADay: notice.oneLetterADay?.(payload) ?? null,
          path: pathOf(link, reader),
        };
      }),
    );
    const known = { users, times };
    await inbox(
      told.filter(({ by }) => by.inbox),
      known,
    );
    await mail(
      told.filter(({ by }) => by.mail),
      known,
    );
    await tellBrokers(told);
  }

  events.onTogether(
    notices.map(({ on }) => on),
    HEARER,
    deliver,
  );
}
