/** What messages add to a person's export of their data. */
import { iso } from '../../platform/kernel/clock';
import { BY_ID, type Keyset, modelKeyset } from '../../platform/db/keyset';
import { collect, walk } from '../../platform/db/walk';
import { readEach } from '../../platform/kernel/unreadable';
import { type Message, SUPPORT } from './message.model';
import type { MessagesContext } from './messages.context';
import { presentMessage } from './messages.view';

export function registerUserData({ identity, store, relations }: MessagesContext): void {
  const where = (name: string, of: Partial<Pick<Message, 'fromId' | 'toId'>>): Keyset<Message> =>
    modelKeyset(store.messages, { name, order: BY_ID, where: of });

  identity.contributesToExport('messages', async ({ userId, impersonator }) => {
    // What people write to each other is nobody else's to read, whoever acts for them.
    if (impersonator) return null;
    const sent = await collect(walk(where('messages.export_sent', { fromId: userId })));
    const received = await collect(walk(where('messages.export_received', { toId: userId })));
    const partnerIds = [...new Set(received.map(({ fromId }) => fromId))].filter((id) => id !== SUPPORT);
    const standings = await relations.withEach(userId, partnerIds);
    const reports = await collect(
      walk(
        modelKeyset(store.reports, {
          name: 'messages.export_reports',
          order: BY_ID,
          where: { reporterId: userId },
        }),
      ),
    );
    return {
      // What they said of others; who decided and in which words stays with the operators.
      reports: reports.map(({ id, reportedId, reason, state, openedAt, closedAt }) => ({
        ...{ id, reportedId, reason, state },
        openedAt: iso(openedAt),
        closedAt: iso(closedAt),
      })),
      sent: readEach(sent, (message) => presentMessage(message, userId, true)),
      received: readEach(received, (message) =>
        presentMessage(message, userId, standings.get(message.fromId)?.contactOpen ?? true),
      ),
    };
  });
}
