/** The events of gateways: listed for admins, and those that have waited for too long. */
import { Op } from 'sequelize';
import { filtersOf, modelKeyset, newestFirst, readPage } from '../../../platform/db/keyset';
import { DAY_MS, HOUR_MS } from '../../../platform/kernel/clock';
import type { Page } from '../../../platform/kernel/page';
import { QUEUE_SHOWN, type WaitingQueue } from '../../../platform/kernel/waiting';
import { waitingIn } from '../../../platform/db/waiting';
import { type Violation, violationsOf } from '../../../platform/kernel/violation';
import { type AdviseOnStuck, STUCK_LISTED_MAX, type StuckMoney } from '../../ledger';
import { type Person, personOf } from '../../identity';
import type { GatewayContext } from '../gateway.context';
import type { Way } from '../gateway-news';
import type { WebhookEventQuery } from '../gateway.schema';
import type { Inbox } from './inbox';
import { RETURN_TAKES_MS } from './return-times';
import type { WebhookEventRow } from './webhook-event.model';

const violation = violationsOf('gateway');

/** An event that has had no effect by then will have none by itself. */
const EVENT_TAKES_MS = HOUR_MS;
/** How long a person may leave a parked event lying. */
const PARKED_OVERDUE_MS = 3 * DAY_MS;

/** An event with the people whom it is about, where it waits for an administrator. */
export interface ListedEvent {
  row: WebhookEventRow;
  people: Person[];
  ways: readonly Way[];
}

export function createListEvents(
  { platform: { clock }, events, identity, ledger }: GatewayContext,
  inbox: Pick<Inbox, 'peopleOf' | 'waysOf'>,
) {
  /** By the id of the row; of those that wait for an administrator. */
  async function findPeople(
    rows: readonly WebhookEventRow[],
  ): Promise<Map<string, { people: readonly string[]; ways: readonly Way[] }>> {
    const id = rows.filter(({ status }) => status === 'PARKED').map((row) => row.id);
    if (id.length === 0) return new Map();
    const parked = await events.findAll({ attributes: ['id', 'gateway', 'payload'], where: { id } });
    const found = new Map<string, { people: readonly string[]; ways: readonly Way[] }>();
    for (const row of parked)
      found.set(row.id, { people: await inbox.peopleOf(row), ways: inbox.waysOf(row) });
    return found;
  }

  async function withPeople(rows: readonly WebhookEventRow[]): Promise<ListedEvent[]> {
    const found = await findPeople(rows);
    const users = await identity.findUsers([...new Set([...found.values()].flatMap(({ people }) => people))]);
    return rows.map((row) => ({
      row,
      people: [...new Set(found.get(row.id)?.people)].map((id) => personOf(id, users)),
      ways: found.get(row.id)?.ways ?? [],
    }));
  }

  const before = (ageMs: number) => ({ [Op.lt]: clock.now() - ageMs });

  /** What two admins have given back, and the gateway has not taken. */
  async function refusedReturns(): Promise<StuckMoney[]> {
    const resting = new Map(
      (await ledger.listIdleBalances('unallocated')).map((each) => [
        each.code.slice('unallocated:'.length),
        each,
      ]),
    );
    const rows = await events.findAll({
      attributes: { exclude: ['payload'] },
      where: { id: [...resting.keys()], handledAt: before(RETURN_TAKES_MS) },
      limit: STUCK_LISTED_MAX,
    });
    return rows.map(({ id, gateway, eventId, receivedAt }) => ({
      ...{ kind: 'RETURN_REFUSED', subject: `event ${eventId}` },
      amountCents: resting.get(id)?.balance ?? null,
      since: resting.get(id)?.since ?? receivedAt,
      whatToDo: `The gateway has not given this money back. Look up why, then ask it again (RETURN) or book it as the platform's (LOSS), by two administrators: POST /admin/webhooks/${gateway}/${eventId}/book. A refund made in the dashboard ends it as well.`,
    }));
  }

  /** Of money that fits nothing of ours, which admins are giving back. */
  const adviseOnStray: AdviseOnStuck = async (id) => {
    const event = await events.findByPk(id, { attributes: ['gateway', 'eventId'] });
    return (
      event && {
        sameAs: `event ${event.eventId}`,
        whatToDo: `The gateway is giving it back. If it does not, say so again: POST /admin/webhooks/${event.gateway}/${event.eventId}/book.`,
      }
    );
  };

  return {
    withPeople,
    adviseOnStray,

    async listEvents(query: WebhookEventQuery): Promise<Page<ListedEvent>> {
      const received = modelKeyset(events, {
        name: 'gateway.events',
        order: newestFirst('receivedAt'),
        where: filtersOf(query),
        attributes: { exclude: ['payload'] },
      });
      const { items, pagination } = await readPage(received, query);
      return { items: await withPeople(items), pagination };
    },

    listWaiting: async (): Promise<WaitingQueue[]> => [
      await waitingIn(events, {
        kind: 'EVENT_PARKED',
        task: 'Fix the cause and replay the event, or book what it moved; dismiss it where nothing moved.',
        path: '/admin/webhooks?status=PARKED',
        where: { status: 'PARKED' },
        since: 'receivedAt',
        attributes: { exclude: ['payload'] },
        items: async (rows) => {
          const people = await findPeople(rows.slice(0, QUEUE_SHOWN));
          return rows.map(({ id, eventId, type, reason, receivedAt }) => {
            const [userId = null, ...concerns] = people.get(id)?.people ?? [];
            return {
              ...{ id: eventId, userId, concerns, amountCents: null, since: receivedAt },
              about: `${type}: ${reason ?? 'no reason was kept'}`,
            };
          });
        },
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
      const waiting = rows.map(({ gateway, eventId, status, reason, receivedAt }) => ({
        ...{ kind: `EVENT_${status}`, subject: `event ${eventId}`, amountCents: null, since: receivedAt },
        whatToDo: `${reason ?? 'It has had no effect yet.'} Fix the cause, then POST /admin/webhooks/${gateway}/${eventId}/replay${
          status === 'PARKED'
            ? '; or book what moved in one of its ways, by two administrators: …/book; …/dismiss it where nothing did'
            : ''
        }.`,
      }));
      return [...waiting, ...(await refusedReturns())];
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
