/** Watches the clock over all deals: makes the move of a deadline that has passed, reminds of one that draws near. */
import { oldestFirst, selectKeyset } from '../../../platform/db/keyset';
import { sweep } from '../../../platform/db/walk';
import { systemActor } from '../../../platform/kernel/actor';
import type { LockedTransaction, OnTransaction } from '../make-move';
import { nextReminder, wakeAt } from '../process/deadline.rules';
import { PARTIES } from '../process/process';
import { isClockStopped } from '../process/processes';
import { newsAbout } from '../timeline';
import { onSilence, whoIsNext } from '../transaction.rules';
import type { TransactionsContext } from '../transactions.context';
import type { CheckCarrier } from './check-carrier';
import type { MoveDeadline } from './move-deadline';
import type { WatchSides } from './watch-sides';
import { transactionReminder } from '../transactions.events';

/** Where the carrier is in the way, the deal is held and its people are told why, instead of trying for ever. */
const HOLDING = ['carrier_check_stale', 'carrier_hard_stop'];

const timer = systemActor('transactions.timer');

export function createSweepTransactions(
  { platform, models }: TransactionsContext,
  onTransaction: OnTransaction,
  checkCarrier: CheckCarrier,
  { holdForSides }: Pick<WatchSides, 'holdForSides'>,
  { askGateways, awaitMoney, giveBackTime }: MoveDeadline,
) {
  const { clock, database, log, events } = platform;

  /** Once for each reminder: the next one is written down in the unit that tells of this one. */
  async function remind({ row, process, facts }: LockedTransaction): Promise<void> {
    const { wait, deadlineAt, remindAt, version } = row;
    const now = clock.now();
    if (wait === null || deadlineAt === null || remindAt === null) return;
    const next = nextReminder(process, wait, deadlineAt, now);
    const after = {
      remindedAt: now,
      remindAt: next,
      wakeAt: wakeAt(process, { ...row.get(), remindAt: next }, row.heldSince !== null),
    };
    const [touched] = await models.transactions.update(after, { where: { id: row.id, version, remindAt } });
    if (touched !== 1) throw new Error(`Transaction ${row.id} changed under its lock.`);
    const known = await facts();
    await events.emit(transactionReminder, {
      ...newsAbout(row),
      state: row.state,
      // Of money that goes by itself both sides are told.
      next: process.waits[wait].awaits.length === 0 ? [...PARTIES] : whoIsNext(process, known),
      deadlineAt,
      onSilence: onSilence(process, known, wait),
    });
  }

  /** On hold from before its clock stood still on a hold: what lifts it says when to look again. */
  async function stopLooking({ row: { id, version } }: LockedTransaction): Promise<void> {
    await models.transactions.update({ wakeAt: null }, { where: { id, version } });
  }

  const wake = (id: string): Promise<void> =>
    onTransaction(id, async (locked) => {
      const { wait, deadlineAt, wakeAt: due } = locked.row;
      const now = clock.now();
      if (wait === null || deadlineAt === null || due === null || due > now) return;
      if (await giveBackTime(locked)) return;
      if (isClockStopped(locked.row)) return stopLooking(locked);
      // News of money that is here decides, and comes by itself.
      if ((await awaitMoney(locked, 'TIMER')) !== 'NONE') return;
      if (deadlineAt > now) return remind(locked);
      const silence = { move: locked.process.waits[wait].silence, mover: 'TIMER', actor: timer } as const;
      const refusal = await locked.refusal(silence);
      if (refusal?.code === 'side_locked_out') return holdForSides(locked);
      if (!refusal || !HOLDING.includes(refusal.code)) return locked.make(silence);
      const reason = `The money is not released: ${refusal.because}`;
      return locked.make({ move: 'HOLD', mover: 'WATCH', actor: timer, reason });
    });

  /** FMCSA is asked before the unit whose silence may release money, the gateway before that whose silence ends a deal. */
  async function checkAndWake(id: string, signal: AbortSignal): Promise<void> {
    await checkCarrier.forRelease(id, undefined, signal);
    await askGateways(id);
    await wake(id);
  }

  return function sweepTransactions(signal: AbortSignal): Promise<void> {
    const due = selectKeyset<{ id: string }>(database, {
      name: 'transactions.sweep',
      order: oldestFirst('wakeAt'),
      select: 'id, wakeAt',
      from: 'transactions',
      where: ['wakeAt <= :now'],
      values: { now: clock.now() },
    });
    return sweep(log, due, ({ id }) => checkAndWake(id, signal), signal);
  };
}
