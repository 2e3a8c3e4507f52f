/** The one way by which a deal changes: on the locked rows, by a row of the process, all of it or nothing. */
import { forbidden, notFound } from '../../platform/http/problem';
import { type Actor, isAdmin, type UserActor } from '../../platform/kernel/actor';
import { crashPoint } from '../../platform/kernel/crash';
import { escrowOf } from './books.rules';
import type { Doing, MoveOrder } from './effects/effect';
import { createEffects } from './effects/effects';
import { wakeAt, waitAfter } from './process/deadline.rules';
import type { SaleFacts } from './process/facts';
import { hasEnded, type Process, type Reader } from './process/process';
import { processOf } from './process/processes';
import { createReadFacts } from './read-facts';
import { createTimeline } from './timeline';
import type { Transaction } from './transaction.model';
import { judge, type Refusal } from './transaction.rules';
import type { TransactionsContext } from './transactions.context';
import { toProblem } from './transactions.problems';

/** A deal whose rows are locked until the unit ends. */
export interface Deal {
  /** As it is now: a move that is made changes it. */
  readonly row: Transaction;
  readonly process: Process;
  facts(): Promise<SaleFacts>;
  /** Why a move is closed now; null when it is open. */
  refusal(order: MoveOrder): Promise<Refusal | null>;
  /** Makes a move. Throws the problem of the first guard that does not hold. */
  make(order: MoveOrder): Promise<void>;
}

export const noSuchDeal = () => notFound('There is no such transaction here.');

/** As whom somebody meets a deal; null for a stranger. An admin who is a party is a party only. */
export function readerOf(row: Transaction, actor: Actor): Reader | null {
  if (actor.kind !== 'user') return null;
  if (actor.userId === row.buyerId) return 'BUYER';
  if (actor.userId === row.sellerId) return 'SELLER';
  return isAdmin(actor) ? 'ADMIN' : null;
}

/** As whom somebody acts on a deal. Throws `not_found` to strangers, `forbidden` to the wrong one of those who know it. */
export function actingAs(row: Transaction, actor: UserActor, allowed: readonly Reader[]): Reader {
  const reader = readerOf(row, actor);
  if (!reader) throw noSuchDeal();
  if (allowed.includes(reader)) return reader;
  throw forbidden(
    isAdmin(actor) && allowed.includes('ADMIN')
      ? 'You are a party to this deal; another administrator has to act.'
      : `This is for the ${allowed.join(' or the ').toLowerCase()} of the deal.`,
  );
}

export type Engine = ReturnType<typeof createEngine>;
export type OnDeal = Engine['onDeal'];

export function createEngine(context: TransactionsContext) {
  const { platform, models, listings, ledger } = context;
  const { database } = platform;
  const effects = createEffects(context);
  const readFacts = createReadFacts(context);
  const record = createTimeline(context);

  async function judgeNow(row: Transaction, order: MoveOrder) {
    const process = processOf(row.processVersion);
    const facts = await readFacts(row);
    const verdict = judge(process, facts, {
      move: order.move,
      mover: order.mover,
      userId: order.actor.kind === 'user' ? order.actor.userId : null,
      input: order.input ?? {},
    });
    return { process, facts, verdict };
  }

  async function make(row: Transaction, order: MoveOrder): Promise<void> {
    const { process, facts, verdict } = await judgeNow(row, order);
    if (!verdict.open) throw toProblem(verdict.refusal);
    const doing: Doing = {
      row,
      process,
      facts,
      move: verdict.row,
      order,
      input: order.input ?? {},
      changes: {},
      detail: {},
      waiting: row,
    };
    for (const name of verdict.row.effects) await effects[name](doing);
    crashPoint('transactions.after_effects');
    const from = row.state;
    await write(doing);
    await record(row, {
      move: doing.move,
      mover: order.mover,
      actor: order.actor,
      from,
      reason: order.reason ?? null,
      detail: doing.detail,
    });
    crashPoint('transactions.before_commit');
  }

  async function write({ row, process, facts, move, changes, waiting: running }: Doing): Promise<void> {
    const { now } = facts;
    const state = move.to === 'SAME' ? row.state : move.to;
    const ends = hasEnded(state) && !hasEnded(row.state);
    const heldCents = await ledger.balance(escrowOf(row.id));
    const waiting = waitAfter(process, running, move, state, {
      now,
      holdbackDays: row.holdbackDays,
      heldCents,
    });
    const held = ends ? { heldSince: null, holdReason: null } : changes;
    const onHold = (held.heldSince === undefined ? row.heldSince : held.heldSince) !== null;
    const { wait, waitSince, deadlineAt, remindAt } = waiting;
    const after = {
      ...changes,
      ...held,
      ...{ wait, waitSince, deadlineAt, remindAt, wakeAt: wakeAt(process, waiting, onHold) },
      ...(ends ? { endedAt: now } : {}),
      state,
      version: row.version + 1,
    };
    const [touched] = await models.transactions.update(after, {
      where: { id: row.id, version: row.version, state: row.state },
    });
    if (touched !== 1) throw new Error(`Transaction ${row.id} changed under its lock.`);
    if (state !== row.state) await lapseProposals(row.id, now);
    row.set(after);
  }

  /** What was proposed in one state means nothing in the next. */
  const lapseProposals = (transactionId: string, now: number) =>
    models.proposals.update(
      { status: 'LAPSED', closedAt: now },
      { where: { transactionId, status: 'OPEN' } },
    );

  return {
    readFacts,

    /**
     * Locks the deal, its listing before it, and does `work` with it in one unit. What it answers leaves with the
     * commit. Throws `not_found`.
     */
    async onDeal<Result>(transactionId: string, work: (deal: Deal) => Promise<Result>): Promise<Result> {
      // A deal never changes its listing, so this may be read before the locks that are taken in order.
      const known = await models.transactions.findByPk(transactionId, { attributes: ['listingId'] });
      if (!known) throw noSuchDeal();
      return database.atomically(async () => {
        await listings.lockListing(known.listingId);
        const row = await models.transactions.findByPk(transactionId, { lock: true });
        if (!row) throw noSuchDeal();
        return work({
          row,
          process: processOf(row.processVersion),
          facts: () => readFacts(row),
          refusal: async (order) => {
            const { verdict } = await judgeNow(row, order);
            return verdict.open ? null : verdict.refusal;
          },
          make: (order) => make(row, order),
        });
      });
    },
  };
}
