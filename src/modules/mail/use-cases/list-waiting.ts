/** Letters that cannot leave, whatever holds the provider up: somebody has to look. */
import { MINUTE_MS } from '../../../platform/kernel/clock';
import type { WaitingQueue } from '../../../platform/kernel/waiting';
import type { MailContext } from '../mail.context';

/** Letters wait for their turn and after a failure; no longer than this does not one of them leave. */
const STANDSTILL_MS = 15 * MINUTE_MS;

export const createListWaiting =
  ({ platform: { mailer, clock } }: MailContext) =>
  async (): Promise<WaitingQueue[]> => {
    const queue = {
      kind: 'MAIL_HELD_UP',
      task: 'Look why the mail provider takes nothing, and fix it.',
      path: '/admin/mail?status=WAITING',
    };
    const before = clock.now() - STANDSTILL_MS;
    const { count, oldestAt } = await mailer.letters.waiting();
    if (oldestAt === null || oldestAt > before) return [{ ...queue, waiting: 0, items: [] }];
    const lastAt = await mailer.letters.lastAcceptedAt();
    if (lastAt !== null && lastAt > before) return [{ ...queue, waiting: 0, items: [] }];
    const because = mailer.provider?.closedBecause() ?? 'the last tries failed';
    const item = {
      id: 'mail',
      userId: null,
      amountCents: null,
      about: `No letter leaves, and ${count} wait: ${because}.`,
      // The same for as long as it lasts.
      since: lastAt ?? oldestAt,
    };
    return [{ ...queue, waiting: 1, items: [item] }];
  };
