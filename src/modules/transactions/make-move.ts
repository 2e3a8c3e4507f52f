/** The one way by which a deal changes: on the locked rows, by a row of the process, all of it or nothing. */
import { LRUCache } from 'lru-cache';
import { forbidden, notFound } from '../../platform/http/problem';
import { type Actor, isAdmin, isInRole, type UserActor } from '../../platform/kernel/actor';
import { crashPoint } from '../../platform/kernel/crash';
import { escrowOf } from './books.rules';
import type { MoveExecution } from './effects/effect';
import { isDecision } from './effects/consent';
import { changeRowAlone, createEffects } from './effects/effects';
import { wakeAt, waitAfter } from './process/deadline.rules';
import type { MoveRequest, SaleFacts } from './process/facts';
import { hasEnded, type Process, type Reader } from './process/process';
import { processOf } from './process/processes';
import type { Listing } from '../listings';
import { createReadFacts, type DealParts } from './read-facts';
import { createTimeline } from './timeline';
import type { Transaction } from './transaction.model';
import { inSums, judge, type MoveRefusal } from './transaction.rules';
import { sayWaysOut } from './ways-out.rules';
import type { TransactionsContext } from './transactions.context';
import { toProblem } from './transactions.problems';

/** A transaction whose rows are locked until the unit ends. */
export interface LockedTransaction {
  /** As it is now: a move that is made changes it. */
  readonly row: Transaction;
  readonly process: Process;
  facts(): Promise<SaleFacts>;
  /** Why a move is closed now; null when it is open. */
  refusal(request: MoveRequest): Promise<MoveRefusal | null>;
  /** Makes a move if it is open; otherwise nothing changes, and the answer is why. */
  tryMake(request: MoveRequest): Promise<MoveRefusal | null>;
  /** Makes a move. Throws the problem of the first guard that does not hold. */
  make(request: MoveRequest): Promise<void>;
  /** What was read for the move that was made last, and holds after it. */
  known(): KnownOfDeal;
}

/** What need not be read again. */
export interface KnownOfDeal {
  listing: Listing;
  /** Null where the move may have changed them. */
  parts: DealParts | null;
}

/** A deal never changes its listing, so a process looks for it once. */
const LISTINGS_REMEMBERED = 10_000;

export const noSuchTransaction = () => notFound('There is no such transaction here.');

/** As whom somebody meets a deal; null for a stranger. An admin who is a party is a party only. */
export function readerOf(row: Transaction, actor: Actor): Reader | null {
  if (actor.kind !== 'user') return null;
  if (actor.userId === row.buyerId) return isInRole(actor, 'buyer') ? 'BUYER' : null;
  if (actor.userId === row.sellerId) return isInRole(actor, 'seller') ? 'SELLER' : null;
  return isAdmin(actor) ? 'ADMIN' : null;
}

/** As whom somebody acts on a deal. Throws `not_found` to strangers, `forbidden` to the wrong one of those who know it. */
export function actingAs(row: Transaction, actor: UserActor, allowed: readonly Reader[]): Reader {
  const reader = readerOf(row, actor);
  if (!reader) throw noSuchTransaction();
  if (allowed.includes(reader)) return reader;
  throw forbidden(
    isAdmin(actor) && allowed.includes('ADMIN')
      ? 'You are a party to this deal; another administrator has to act.'
      : `This is for the ${allowed.join(' or the ').toLowerCase()} of the deal.`,
  );
}

export type Engine = ReturnType<typeof createEngine>;
export type OnTransaction = Engine['onTransaction'];

export function createEngine(context: TransactionsContext) {
  const { platform, models, listings, ledger, approvals } = context;
  const { database } = platform;
  const effects = createEffects(context);
  const { readParts, factsOf, readFacts, lockedOutOf } = createReadFacts(context);
  const listingOf = new LRUCache<string, string>({ max: LISTINGS_REMEMBERED });
  const writeTimeline = createTimeline(context);

  /** Decisions of admins over money count together with what was done alone before. */
  async function factsFor(
    row: Transaction,
    parts: DealParts,
    { move, actor }: MoveRequest,
  ): Promise<SaleFacts> {
    const facts = await factsOf(row, parts, move);
    if (!isDecision(move) || facts.heldCents === 0) return facts;
    return { ...facts, aloneCents: await approvals.sumOfAlone(actor, [row.buyerId, row.sellerId]) };
  }

  async function judgeNow(row: Transaction, request: MoveRequest) {
    const process = processOf(row.processVersion);
    const parts = await readParts(row);
    const facts = await factsFor(row, parts, request);
    return { process, parts, facts, verdict: judge(process, facts, request) };
  }

  const withWaysOut = (
    process: Process,
    facts: SaleFacts,
    request: MoveRequest,
    refusal: MoveRefusal,
  ): MoveRefusal => ({ ...refusal, instead: sayWaysOut(process, facts, request, refusal) });

  /** Answers why it is closed; or what was read for it and holds after it, where that is all. */
  async function tryMake(
    row: Transaction,
    request: MoveRequest,
  ): Promise<{ refused: MoveRefusal | null; parts: DealParts | null }> {
    const { process, parts, facts, verdict } = await judgeNow(row, request);
    if (!verdict.open) {
      return { refused: withWaysOut(process, facts, request, verdict.refusal), parts: null };
    }
    const transition = { ...verdict.transition, says: inSums(verdict.transition.says, facts) };
    const execution: MoveExecution = {
      row,
      process,
      facts,
      transition,
      request,
      input: request.input ?? {},
      changes: {},
      detail: {},
      adds: [],
      waiting: row,
    };
    for (const name of transition.effects) await effects[name](execution);
    crashPoint('transactions.after_effects');
    const from = row.state;
    const still = changeRowAlone(transition.effects) ? parts : null;
    const left = await write(execution, still);
    await writeTimeline(row, {
      transition,
      mover: request.mover,
      actor: request.actor,
      from,
      reason: request.reason ?? null,
      detail: execution.detail,
      documentIds: request.input?.documentIds ?? request.input?.item?.documentIds ?? [],
      adds: execution.adds,
    });
    crashPoint('transactions.before_commit');
    return { refused: null, parts: left };
  }

  /** `still`: what is kept beside the row, as it is now; null where it may have changed. Answers the same of after it. */
  async function write(execution: MoveExecution, still: DealParts | null): Promise<DealParts | null> {
    const { row, process, facts, transition, changes, waiting: running } = execution;
    const { now } = facts;
    const state = transition.to === 'SAME' ? row.state : transition.to;
    const ends = hasEnded(state) && !hasEnded(row.state);
    const lapses = state !== row.state;
    const heldCents = still?.heldCents ?? (await ledger.balance(escrowOf(row.id)));
    const waiting = waitAfter(process, running, transition, state, {
      now,
      holdbackDays: row.holdbackDays,
      heldCents,
    });
    const held = ends ? { heldSince: null, holdReason: null } : changes;
    const onHold = (held.heldSince === undefined ? row.heldSince : held.heldSince) !== null;
    const { wait, waitSince, deadlineAt, remindAt } = waiting;
    const goesOn = wait === row.wait && waitSince === row.waitSince;
    const moved = goesOn ? {} : { deadlineWas: null, deadlineBecause: null, awayMs: 0 };
    const isOwedTime = goesOn && (changes.awayMs ?? row.awayMs) > 0;
    const after = {
      ...changes,
      ...held,
      ...moved,
      ...{ wait, waitSince, deadlineAt, remindAt },
      wakeAt: isOwedTime ? now : wakeAt(process, waiting, onHold),
      ...(ends ? { endedAt: now, itemsRemindAt: null } : {}),
      // The days of the items of the closing count from here: the sweep looks.
      ...(lapses && state === 'TRANSFER_IN_PROGRESS' ? { itemsRemindAt: now } : {}),
      state,
      version: row.version + 1,
    };
    const [touched] = await models.transactions.update(after, {
      where: { id: row.id, version: row.version, state: row.state },
    });
    if (touched !== 1) throw new Error(`Transaction ${row.id} changed under its lock.`);
    if (lapses && still?.hasOpenProposals !== false) await lapseProposals(row.id, now);
    row.set(after);
    return lapses && still ? { ...still, proposals: [], hasOpenProposals: false } : still;
  }

  /** What was proposed in one state means nothing in the next. */
  const lapseProposals = (transactionId: string, now: number) =>
    models.proposals.update(
      { status: 'LAPSED', closedAt: now },
      { where: { transactionId, status: 'OPEN' } },
    );

  /** Read before the locks, which are taken in order: the listing first. Throws `not_found`. */
  async function findListingId(transactionId: string): Promise<string> {
    const remembered = listingOf.get(transactionId);
    if (remembered !== undefined) return remembered;
    const known = await models.transactions.findByPk(transactionId, { attributes: ['listingId'] });
    if (!known) throw noSuchTransaction();
    const { listingId } = known;
    rememberListing({ id: transactionId, listingId });
    return listingId;
  }

  const rememberListing = ({ id, listingId }: Pick<Transaction, 'id' | 'listingId'>): void =>
    database.afterCommit(() => listingOf.set(id, listingId));

  return {
    readParts,
    factsOf,
    readFacts,
    lockedOutOf,
    /** Whoever has read a deal is likely to move it next. */
    rememberListing,

    /**
     * Locks the deal, its listing before it, and does `work` with it in one unit. What it answers leaves with the
     * commit. Throws `not_found`.
     */
    async onTransaction<Result>(
      transactionId: string,
      work: (locked: LockedTransaction) => Promise<Result>,
    ): Promise<Result> {
      const listingId = await findListingId(transactionId);
      return database.atomically(async () => {
        const listing = await listings.lockListing(listingId);
        const row = await models.transactions.findByPk(transactionId, { lock: true });
        if (!row) throw noSuchTransaction();
        let parts: DealParts | null = null;
        const tryIt = async (request: MoveRequest): Promise<MoveRefusal | null> => {
          const tried = await tryMake(row, request);
          parts = tried.parts;
          return tried.refused;
        };
        return work({
          row,
          process: processOf(row.processVersion),
          facts: () => readFacts(row),
          refusal: async (request) => {
            const { process, facts, verdict } = await judgeNow(row, request);
            return verdict.open ? null : withWaysOut(process, facts, request, verdict.refusal);
          },
          tryMake: tryIt,
          make: async (request) => {
            const refused = await tryIt(request);
            if (refused) throw toProblem(refused);
          },
          known: () => ({ listing, parts }),
        });
      });
    },
  };
}
