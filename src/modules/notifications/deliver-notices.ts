/** Follows the events of the modules below and tells each person whom a notice names, by the channels they have it on. */
import type { EventFacts } from '../../platform/events/events';
import { redactText } from '../../platform/kernel/redact';
import type { Platform } from '../../platform/platform';
import type { Identity } from '../identity';
import type { Deliver, ToldNotice } from './channels/channel';
import { pathOf } from './links';
import { USUAL_TIMES } from './mail-times.rules';
import { addressesOf, type AnyNotice, type Channel } from './notice';
import { channelsFor } from './preferences.rules';
import type { PreferencesStore } from './preferences.store';

const HEARER = 'notifications';

const FORMER_USER = 'A former user';

interface Delivery {
  identity: Identity;
  store: PreferencesStore;
  inbox: Deliver;
  mail: Deliver;
}

export function deliverNotices(
  { events }: Pick<Platform, 'events'>,
  { identity, store, inbox, mail }: Delivery,
  notices: readonly AnyNotice[],
): void {
  async function deliver(notice: AnyNotice, event: unknown, facts: EventFacts): Promise<void> {
    const recipients = notice.to(event);
    const adminIds = recipients.some(({ kind }) => kind === 'admins') ? await identity.listAdminIds() : [];
    const addressees = addressesOf(recipients, adminIds);
    if (addressees.length === 0) return;
    const choices = await store.findChoices(
      notice.kind,
      addressees.flatMap((addressee) => (addressee.kind === 'user' ? [addressee.userId] : [])),
    );
    const named = await identity.findUsers(notice.names?.(event) ?? []);
    const times = await store.findTimes(
      addressees.flatMap((addressee) => (addressee.kind === 'user' ? [addressee.userId] : [])),
    );
    const nameOf = (userId: string) => {
      const person = named.get(userId);
      return person ? identity.displayName(person) : FORMER_USER;
    };
    const told = addressees.map((addressee): ToldNotice & { by: Record<Channel, boolean> } => {
      const { reader } = addressee;
      const chosen = addressee.kind === 'user' ? choices.get(addressee.userId) : undefined;
      const by = channelsFor(notice, reader, chosen ?? {});
      const { timeZone } = (addressee.kind === 'user' && times.get(addressee.userId)) || USUAL_TIMES;
      const telling = { reader, nameOf, timeZone };
      const link = notice.link(event, telling);
      return {
        ...{ kind: notice.kind, urgency: notice.urgency, addressee, by, live: by.live },
        // Reasons and titles are people's own words.
        title: redactText(notice.title(event, telling)),
        paragraphs: notice.text(event, telling).flatMap((part) => (part === null ? [] : [redactText(part)])),
        items: (notice.items?.(event) ?? []).map((item) => ({ ...item, title: redactText(item.title) })),
        link: { ...link, title: redactText(link.title) },
        path: pathOf(link, reader),
      };
    });
    await inbox(
      told.filter(({ by }) => by.inbox),
      facts,
    );
    await mail(
      told.filter(({ by }) => by.mail),
      facts,
    );
  }

  for (const notice of notices) {
    events.on(notice.on, HEARER, { runs: 'unit' }, (event, facts) => deliver(notice, event, facts));
  }
}
