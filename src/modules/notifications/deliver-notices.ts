/** Follows the events of the modules below and tells each person whom a notice names, by the notice's channels. */
import type { EventFacts } from '../../platform/events/events';
import { redactText } from '../../platform/kernel/redact';
import type { Platform } from '../../platform/platform';
import type { Identity } from '../identity';
import type { Deliver } from './channels/channel';
import { createInboxChannel } from './channels/inbox';
import { createMailChannel } from './channels/mail';
import { addressesOf, type AnyNotice, type Channel } from './notice';

const HEARER = 'notifications';

const FORMER_USER = 'A former user';

export function deliverNotices(platform: Platform, identity: Identity, notices: readonly AnyNotice[]): void {
  const channels: Record<Channel, Deliver> = {
    inbox: createInboxChannel(platform.database),
    mail: createMailChannel(platform, identity),
  };

  async function deliver(notice: AnyNotice, event: unknown, facts: EventFacts): Promise<void> {
    const recipients = notice.to(event);
    const adminIds = recipients.some(({ kind }) => kind === 'admins') ? await identity.listAdminIds() : [];
    const addressees = addressesOf(recipients, adminIds);
    if (addressees.length === 0) return;
    const named = await identity.findUsers(notice.names?.(event) ?? []);
    const nameOf = (userId: string) => {
      const person = named.get(userId);
      return person ? identity.displayName(person) : FORMER_USER;
    };
    const told = addressees.map((addressee) => {
      const telling = { reader: addressee.reader, nameOf };
      return {
        kind: notice.kind,
        addressee,
        // Reasons and titles are people's own words.
        title: redactText(notice.title(event, telling)),
        paragraphs: notice.text(event, telling).flatMap((part) => (part === null ? [] : [redactText(part)])),
        link: notice.link(event, telling),
      };
    });
    for (const channel of notice.channels) await channels[channel](told, facts);
  }

  for (const notice of notices) {
    platform.events.on(notice.on, HEARER, { runs: 'unit' }, (event, facts) => deliver(notice, event, facts));
  }
}
