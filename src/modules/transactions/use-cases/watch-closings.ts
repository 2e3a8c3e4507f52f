/** The closings board: open deals by the day that comes next, and a reminder to whoever has to act. */
import { containing, containsSql } from '../../../platform/db/contains';
import { oldestFirst, readPage, selectKeyset } from '../../../platform/db/keyset';
import type { UserActor } from '../../../platform/kernel/actor';
import { HOUR_MS, iso } from '../../../platform/kernel/clock';
import type { Page } from '../../../platform/kernel/page';
import { selectUsdots } from '../../carriers';
import type { User } from '../../identity';
import { awaitedSql, toldBy } from '../awaited.rules';
import { actingAs, type OnTransaction } from '../make-move';
import { hasEnded, type Reader } from '../process/process';
import { isClockStopped, processes, processOf } from '../process/processes';
import { newsAbout } from '../timeline';
import { onSilence, whoIsAwaited, whoIsNext } from '../transaction.rules';
import type { Transaction } from '../transaction.model';
import type { TransactionsContext } from '../transactions.context';
import { transactionReminder } from '../transactions.events';
import { nobodyToRemind, refusals, remindedAlready, transactionChanged } from '../transactions.problems';
import type { ClosingsQuery } from '../transactions.schema';

/** Nobody is reminded more often, whoever does it. */
export const REMIND_EVERY_MS = 12 * HOUR_MS;

export interface Closing {
  row: Transaction;
  closingAt: number | null;
  /** As far as the row alone can tell, as the filter reads it. */
  waitingFor: Reader[];
  /** Since the earlier of its days that has passed; null where none has. */
  lateSince: number | null;
  people: Map<string, User>;
}

interface Placed {
  id: string;
  dealId: string;
}

export function createWatchClosings(
  { platform, models, identity, audit }: TransactionsContext,
  onTransaction: OnTransaction,
) {
  const { clock, database, events } = platform;

  function placesOf({ by, waitingFor, late, onHold, search }: ClosingsQuery) {
    const ofClosing = by === 'CLOSING_DATE';
    const day = ofClosing ? 'd.dueAt' : 't.deadlineAt';
    return selectKeyset<Placed>(database, {
      name: `transactions.closings-${by}`,
      order: oldestFirst(day).map(([column, way]) => [column === 'id' ? 't.id' : column, way] as const),
      select: `t.id, t.id AS dealId, ${day}`,
      from: ofClosing
        ? 'transaction_dates d JOIN transactions t ON t.id = d.transactionId AND d.itemId IS NULL'
        : 'transactions t',
      where: [
        ...['t.endedAt IS NULL', `${day} IS NOT NULL`],
        ...(late === undefined ? [] : [`${day} ${late ? '<=' : '>'} :now`]),
        ...(onHold === undefined ? [] : [`t.heldSince IS ${onHold ? 'NOT NULL' : 'NULL'}`]),
        ...(search === undefined
          ? []
          : [
              `(${containsSql(['t.listingTitle'], 'search')} OR t.usdot = :usdot
              OR t.usdot IN (${selectUsdots([{ place: 'search', isAscii: true }])}))`,
            ]),
        ...(waitingFor === undefined ? [] : [awaitedSql(processes, waitingFor)]),
      ],
      values: {
        now: clock.now(),
        ...(search === undefined ? {} : { search: containing(search), usdot: Number(search) || 0 }),
      },
    });
  }

  const waitingFor = (row: Transaction): Reader[] => whoIsAwaited(processOf(row.processVersion), toldBy(row));

  async function closingsOf(ids: string[]): Promise<Closing[]> {
    const rows = new Map(
      (await models.transactions.findAll({ where: { id: ids } })).map((row) => [row.id, row]),
    );
    const dates = await models.dates.findAll({ where: { transactionId: ids, itemId: null } });
    const closing = new Map(dates.map(({ transactionId, dueAt }) => [transactionId, dueAt]));
    const sides = [...rows.values()].flatMap(({ buyerId, sellerId }) => [buyerId, sellerId]);
    const people = await identity.findUsers([...new Set(sides)]);
    return ids.flatMap((id) => {
      const row = rows.get(id);
      if (!row) return [];
      const closingAt = closing.get(id) ?? null;
      const running = isClockStopped(row) ? null : row.deadlineAt;
      const past = [closingAt, running].filter((day) => day !== null && day <= clock.now()) as number[];
      const lateSince = past.length === 0 ? null : Math.min(...past);
      return [{ row, closingAt, waitingFor: waitingFor(row), lateSince, people }];
    });
  }

  return {
    /** The nearest day first. */
    async listClosings(query: ClosingsQuery): Promise<Page<Closing>> {
      const { items, pagination } = await readPage(placesOf(query), query);
      return { items: await closingsOf(items.map(({ dealId }) => dealId)), pagination };
    },

    /**
     * Tells the sides that have to act what the clock would tell them. Throws `reminded_already`, `nobody_to_remind`,
     * `transaction_changed`, `move_not_open`.
     */
    async remindNow(actor: UserActor, id: string, version: number): Promise<Closing> {
      await onTransaction(id, async (locked) => {
        const { row, process } = locked;
        actingAs(row, actor, ['ADMIN']);
        if (row.version !== version) {
          throw transactionChanged(`The transaction is at version ${row.version} now. Read it again first.`);
        }
        const { wait, deadlineAt } = row;
        const remindedAt = row.remindedAt ?? 0;
        if (hasEnded(row.state) || wait === null || deadlineAt === null) {
          throw refusals.move_not_open('The deal waits for nobody.');
        }
        if (isClockStopped(row))
          throw refusals.move_not_open('The deal is on hold, and its clock stands still.');
        const now = clock.now();
        if (remindedAt > now - REMIND_EVERY_MS) {
          throw remindedAlready(
            `They were reminded at ${iso(remindedAt)}, and can be again at ${iso(remindedAt + REMIND_EVERY_MS)}.`,
          );
        }
        const facts = await locked.facts();
        const next = whoIsNext(process, facts).filter((reader) => reader !== 'ADMIN');
        if (next.length === 0) throw nobodyToRemind('It waits for us, or for money that is under way.');
        await row.update({ remindedAt: now });
        await events.emit(transactionReminder, {
          ...newsAbout(row),
          ...{ state: row.state, next, deadlineAt, onSilence: onSilence(process, facts, wait) },
        });
        await audit.record({
          actor,
          action: 'transaction.reminded',
          subject: { type: 'transaction', id },
          detail: { next, deadlineAt: iso(deadlineAt) },
        });
      });
      const [closing] = await closingsOf([id]);
      if (!closing) throw new Error(`Deal ${id} is gone.`);
      return closing;
    },
  };
}
