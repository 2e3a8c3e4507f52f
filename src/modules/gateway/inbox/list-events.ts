/** The events of gateways: listed for admins, and those that have waited for too long. */
import { Op } from 'sequelize';
import { filtersOf, modelKeyset, newestFirst, readPage } from '../../../platform/db/keyset';
import { DAY_MS, HOUR_MS } from '../../../platform/kernel/clock';
import type { Page } from '../../../platform/kernel/page';
import type { WaitingQueue } from '../../../platform/kernel/waiting';
import { waitingIn } from '../../../platform/db/waiting';
import { type Violation, violationsOf } from '../../../platform/kernel/violation';
import { STUCK_LISTED_MAX, type StuckMoney } from '../../ledger';
import type { GatewayContext } from '../gateway.context';
import type { WebhookEventQuery } from '../gateway.schema';
import type { WebhookEventRow } from './webhook-event.model';

const violation = violationsOf('gateway');

/** An event that has had no effect by then will have none by itself. */
const EVENT_TAKES_MS = HOUR_MS;
/** How long a person may leave a parked event lying. */
const PARKED_OVERDUE_MS = 3 * DAY_MS;

export function createListEvents({ platform: { clock }, events }: GatewayContext) {
  const before = (ageMs: number) => ({ [Op.lt]: clock.now() - ageMs });

  return {
    listEvents(query: WebhookEventQuery): Promise<Page<WebhookEventRow>> {
      const received = modelKeyset(events, {
        name: 'gateway.events',
        order: newestFirst('receivedAt'),
        where: filtersOf(query),
        attributes: { exclude: ['payload'] },
      });
      return readPage(received, query);
    },

    listWaiting: async (): Promise<WaitingQueue[]> => [
      await waitingIn(events, {
        kind: 'EVENT_PARKED',
        task: 'Fix the cause and replay the event, or settle it by hand and dismiss it.',
        path: '/admin/webhooks/events?status=PARKED',
        where: { status: 'PARKED' },
        since: 'receivedAt',
        attributes: { exclude: ['payload'] },
        items: (rows) =>
          rows.map(({ eventId, type, reason, receivedAt }) => ({
            ...{ id: eventId, userId: null, amountCents: null, since: receivedAt },
            about: `${type}: ${reason ?? 'no reason was kept'}`,
          })),
      }),
    ],

    /** The oldest of those that wait for a person, or have had no effect yet. */
    async listStuckMoney(): Promise<StuckMoney[]> {
      const rows = await events.findAll({
        attributes: { exclude: ['payload'] },
        where: {
          [Op.or]: [{ status: 'PARKED' }, { status: 'RECEIVED', receivedAt: before(EVENT_TAKES_MS) }],
        },
        order: [['receivedAt', 'ASC']],
        limit: STUCK_LISTED_MAX,
      });
      return rows.map(({ gateway, eventId, status, reason, receivedAt }) => ({
        ...{ kind: `EVENT_${status}`, subject: `event ${eventId}`, amountCents: null, since: receivedAt },
        whatToDo: `${reason ?? 'It has had no effect yet.'} Fix the cause, then POST /admin/webhooks/${gateway}/${eventId}/replay${
          status === 'PARKED'
            ? '; where only its sums differ, book what came: …/book; or settle it by hand and …/dismiss'
            : ''
        }.`,
      }));
    },

    async findViolations(): Promise<Violation[]> {
      const rows = await events.findAll({
        attributes: ['eventId', 'status', 'reason'],
        where: {
          [Op.or]: [
            { status: 'RECEIVED', receivedAt: before(EVENT_TAKES_MS) },
            { status: 'PARKED', receivedAt: before(PARKED_OVERDUE_MS) },
          ],
        },
      });
      return rows.map(({ eventId, status, reason }) =>
        violation(
          'inbox_drained',
          `event ${eventId}`,
          `${status} for too long${reason ? `: ${reason}` : '.'}`,
        ),
      );
    },
  };
}
