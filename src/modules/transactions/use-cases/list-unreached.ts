/** Deals whose deadline is near while letters to the side that has to act do not arrive: somebody calls before silence decides. */
import { Op } from 'sequelize';
import { DAY_MS, iso } from '../../../platform/kernel/clock';
import { inWords } from '../../../platform/kernel/in-words';
import { QUEUE_READ, type WaitingItem, type WaitingQueue } from '../../../platform/kernel/waiting';
import { toldBy } from '../awaited.rules';
import { isParty, type Party } from '../process/process';
import { processOf } from '../process/processes';
import type { Transaction } from '../transaction.model';
import { whoIsAwaited } from '../transaction.rules';
import type { TransactionsContext } from '../transactions.context';

/** There are reminders within it, and time to call. */
const NEAR_MS = 7 * DAY_MS;

/** Whose silence decides. A hold-back waits for nobody's move: the buyer's silence releases it. */
function silentSides(row: Transaction): Party[] {
  if (row.wait === 'HOLDBACK') return ['BUYER'];
  return whoIsAwaited(processOf(row.processVersion), toldBy(row)).filter(isParty);
}

const personOn = ({ buyerId, sellerId }: Transaction, side: Party): string =>
  side === 'BUYER' ? buyerId : sellerId;

export function createListUnreached({ platform, models, identity }: TransactionsContext) {
  const { clock } = platform;

  async function findUnreached(addresses: string[]): Promise<Set<string>> {
    if (addresses.length === 0) return new Set();
    const bounced = await platform.mailer.suppressions.bouncedAmong(addresses);
    const lost = await platform.mailer.letters.lostTo(addresses, clock.now() - NEAR_MS);
    return new Set([...bounced, ...lost]);
  }

  return async function listUnreached(): Promise<WaitingQueue> {
    const near = await models.transactions.findAll({
      where: { heldSince: null, deadlineAt: { [Op.lte]: clock.now() + NEAR_MS } },
      order: [['deadlineAt', 'ASC']],
      limit: QUEUE_READ,
    });
    const users = await identity.findUsers([
      ...new Set(near.flatMap((row) => silentSides(row).map((side) => personOn(row, side)))),
    ]);
    const unreached = await findUnreached([...users.values()].map(({ email }) => email.toLowerCase()));
    const isUnreached = (row: Transaction) => (side: Party) =>
      unreached.has(users.get(personOn(row, side))?.email.toLowerCase() ?? '');
    const items = near.flatMap((row): WaitingItem[] => {
      const { id, deadlineAt, waitSince, openedAt, listingTitle, priceCents, buyerId, sellerId } = row;
      const [first, second] = silentSides(row).filter(isUnreached(row));
      if (first === undefined || deadlineAt === null) return [];
      const whom = second === undefined ? `the ${inWords(first)}` : 'both sides';
      return [
        {
          ...{ id, userId: personOn(row, first), concerns: [buyerId, sellerId], amountCents: priceCents },
          about: `${listingTitle}. Letters to ${whom} do not arrive, and silence decides on ${iso(deadlineAt)}.`,
          since: Math.max(waitSince ?? openedAt, deadlineAt - NEAR_MS),
        },
      ];
    });
    return {
      kind: 'SIDE_UNREACHED',
      task: 'Call the side whose letters do not arrive, before its silence decides; give days or put the deal on hold where you have to.',
      path: '/admin/closings',
      waiting: items.length,
      items,
    };
  };
}
