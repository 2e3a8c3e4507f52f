/** Takes in how payouts and the accounts that they go to stand at the gateway, whoever brings the news. */
import { sumInWords } from '../../gateway';
import { dollars } from '../../../platform/kernel/money';
import { redactText } from '../../../platform/kernel/redact';
import type { Booking, GatewayAccount, GatewayTransfer, Movement, NewsByKind, Verdict } from '../../gateway';
import type { PayoutRow } from '../payout.model';
import { destinationPrint, findUsableFrom } from '../payout.rules';
import { bankPayoutFailed, payoutDestinationChanged, payoutFailed, payoutPaid } from '../payouts.events';
import { FAILURE_TEXT_MAX } from '../payout.model';
import type { PayoutsContext } from '../payouts.context';

export type RecordPayout = ReturnType<typeof createRecordPayout>;

const factsOf = ({ id, userId, amountCents }: PayoutRow) => ({ payoutId: id, userId, amountCents });

export const transferMoved = (told: GatewayTransfer): Movement => ({
  objectId: told.id,
  outCents: told.amountCents - told.reversedCents,
  isDollars: told.currency === 'usd',
});

export function createRecordPayout({ platform, models, ledger, stray }: PayoutsContext) {
  const { clock, events } = platform;
  const { payouts, accounts } = models;

  async function lockPayoutOf(gateway: string, reported: GatewayTransfer): Promise<PayoutRow | null> {
    const known = await payouts.findOne({
      attributes: ['id'],
      where: { gateway, gatewayTransferId: reported.id },
    });
    const id = known?.id ?? reported.reference;
    return id ? payouts.findByPk(id, { lock: true }) : null;
  }

  const isOurAccount = async (gateway: string, gatewayAccountId: string | null): Promise<boolean> =>
    gatewayAccountId !== null && (await accounts.count({ where: { gateway, gatewayAccountId } })) > 0;

  /** Whose account there it is. */
  async function ownerOf(gateway: string, gatewayAccountId: string | null): Promise<string[]> {
    if (gatewayAccountId === null) return [];
    const owned = await accounts.findAll({ where: { gateway, gatewayAccountId } });
    return owned.map(({ userId }) => userId);
  }

  /** Whom it pays. */
  async function payeeOf(
    gateway: string,
    reported: GatewayTransfer,
    namedId: string | null = null,
  ): Promise<string[]> {
    if (namedId !== null) return [namedId, ...(await payeeOf(gateway, reported))];
    const known = await payouts.findOne({ where: { gateway, gatewayTransferId: reported.id } });
    const payout = known ?? (reported.reference ? await payouts.findByPk(reported.reference) : null);
    return payout ? [payout.userId] : ownerOf(gateway, reported.accountId);
  }

  function findMismatch(payout: PayoutRow, reported: GatewayTransfer): string | null {
    if (payout.gatewayTransferId !== null && payout.gatewayTransferId !== reported.id) {
      return `The payout belongs to ${payout.gatewayTransferId}, not to ${reported.id}.`;
    }
    if (reported.currency !== 'usd' || reported.amountCents !== payout.amountCents) {
      return `Expected ${dollars(payout.amountCents)}, the gateway says ${sumInWords(reported.amountCents, reported.currency)}.`;
    }
    if (reported.accountId !== payout.gatewayAccountId)
      return `It went to ${reported.accountId ?? 'nobody'}.`;
    return null;
  }

  /** In a unit; may come any number of times and in any order. A transfer that is back must have gone out before. */
  async function transfer(gateway: string, reported: GatewayTransfer, booking?: Booking): Promise<Verdict> {
    if (booking?.as === 'ASSIGN') return assign(gateway, reported, booking);
    const payout = await lockPayoutOf(gateway, reported);
    if (!payout && reported.reference === null && !(await isOurAccount(gateway, reported.accountId)))
      return { outcome: 'NOT_OURS', reason: `Another application has sent ${reported.id}.` };
    if (payout?.gateway !== gateway) {
      return { outcome: 'PARKED', reason: `No payout of ours goes with ${reported.id}.` };
    }
    const isKnown = payout.status === 'PAID' || payout.status === 'RETURNED';
    const mismatch = findMismatch(payout, reported);
    if (mismatch) return { outcome: 'PARKED', reason: mismatch };
    if (payout.status === 'FAILED' && !(await sentAfterAll(payout, reported.id))) {
      const reason = `The payout ${payout.id} was given up, has gone out, and its money was paid out again.`;
      return { outcome: 'PARKED', reason };
    }
    // What was called back is told as the sum until then, perhaps out of order.
    const backCents = reported.reversedCents - payout.returnedCents;
    if (isKnown && backCents <= 0) return { outcome: 'KNOWN' };
    if (payout.status === 'REQUESTED') await markSent(payout, reported.id);
    if (backCents > 0) await callBack(payout, backCents);
    return { outcome: 'RECORDED' };
  }

  /** Two admins say whom it has paid: so much less is payable to them, and what was called back is payable again. */
  async function assign(gateway: string, reported: GatewayTransfer, booking: Booking): Promise<Verdict> {
    const [owner] = booking.subjectId ? [booking.subjectId] : await ownerOf(gateway, reported.accountId);
    if (!owner) return { outcome: 'PARKED', reason: 'Name whom it has paid (subjectId).' };
    const moved = stray.inDollars(transferMoved(reported), booking);
    if ('outcome' in moved) return moved;
    const account = `payable:${owner}`;
    if ((await ledger.balance(account)) < (await stray.missingOf(gateway, moved)))
      return { outcome: 'PARKED', reason: 'So much is not payable to them: book it as a loss.' };
    return stray.bookAs(gateway, moved, booking, account);
  }

  /** It was given up, and its money made payable again: it is taken from there, unless it is gone. */
  async function sentAfterAll(payout: PayoutRow, gatewayTransferId: string): Promise<boolean> {
    const owner = `payable:${payout.userId}`;
    if ((await ledger.balance(owner)) < payout.amountCents) return false;
    await post(payout, 'sent_after_all', owner, `payouts:${payout.id}`, 'Sent after all');
    await markSent(payout, gatewayTransferId);
    return true;
  }

  /** All of it or, where a person did that at the gateway, a part: either way it is payable again. */
  async function callBack(payout: PayoutRow, backCents: number): Promise<void> {
    const step = stepOf(payout, 'returned', backCents);
    const [from, through] = [`gateway:${payout.gateway}`, `payouts:${payout.id}`];
    await post(payout, step, from, through, 'Payout came back', backCents);
    await makePayable(payout, 'The gateway called the money back.', backCents);
  }

  async function markSent(payout: PayoutRow, gatewayTransferId: string): Promise<void> {
    const now = clock.now();
    await payout.update({
      ...{ status: 'PAID', gatewayTransferId, failureReason: null, checkAt: null },
      ...{ updatedAt: now, endedAt: now },
    });
    await post(payout, 'paid', `payouts:${payout.id}`, `gateway:${payout.gateway}`, 'Paid out');
    await emitPaid(payout);
  }

  /** In a unit, on the locked row: it went out, and what came back is booked. */
  async function makePayable(payout: PayoutRow, why: string, backCents = payout.amountCents): Promise<void> {
    const reason = redactText(why).slice(0, FAILURE_TEXT_MAX);
    // Not the step of a payout that was given up: one that went out after all was payable again before.
    const step = stepOf(payout, 'payable_after_return', backCents);
    const returnedCents = payout.returnedCents + backCents;
    await payout.update({
      ...{ status: returnedCents === payout.amountCents ? 'RETURNED' : 'PAID', returnedCents },
      ...{ failureReason: reason, updatedAt: clock.now() },
    });
    const [through, owner] = [`payouts:${payout.id}`, `payable:${payout.userId}`];
    await post(payout, step, through, owner, 'Payable again', backCents);
    await events.emit(payoutFailed, { ...factsOf(payout), amountCents: backCents, reason });
  }

  /** What comes back whole is not numbered; a part is named by the sum that is back with it. */
  const stepOf = ({ amountCents, returnedCents }: PayoutRow, step: string, backCents: number): string =>
    backCents === amountCents ? step : `${step}:${returnedCents + backCents}`;

  /** In a unit, on the locked row: it never went out, and is payable again. */
  async function fail(payout: PayoutRow, why: string): Promise<void> {
    const reason = redactText(why).slice(0, FAILURE_TEXT_MAX);
    const now = clock.now();
    await payout.update({
      status: 'FAILED',
      sealedBankAccount: null,
      failureReason: reason,
      checkAt: null,
      updatedAt: now,
      endedAt: now,
    });
    await post(payout, 'payable_again', `payouts:${payout.id}`, `payable:${payout.userId}`, 'Payable again');
    await events.emit(payoutFailed, { ...factsOf(payout), reason });
  }

  const post = (
    payout: PayoutRow,
    step: string,
    debit: string,
    credit: string,
    reason: string,
    amount = payout.amountCents,
  ) =>
    ledger.post([
      {
        id: `payout:${payout.id}:${step}`,
        debit,
        credit,
        amount,
        unit: 'USD',
        reason,
        subject: { type: 'payout', id: payout.id },
      },
    ]);

  /** In a unit. A new destination waits, and so does another bank account behind a known one. */
  async function account(gateway: string, reported: GatewayAccount): Promise<Verdict> {
    const row = await accounts.findOne({ where: { gateway, gatewayAccountId: reported.id }, lock: true });
    // Another application's, or one that was taken back.
    if (!row) return { outcome: 'NOT_OURS', reason: `No money of ours goes to ${reported.id}.` };
    const now = clock.now();
    const print = destinationPrint(reported.destinations);
    const facts = { payoutsEnabled: reported.payoutsEnabled, destinationPrint: print };
    const usableFrom = findUsableFrom(row, facts, now);
    const isNew = usableFrom !== row.usableFrom;
    await row.update({
      detailsSubmitted: reported.detailsSubmitted,
      payoutsEnabled: reported.payoutsEnabled,
      usableFrom,
      destinationPrint: print ?? row.destinationPrint,
      updatedAt: now,
    });
    if (isNew && usableFrom !== null) {
      const { userId } = row;
      await events.emit(payoutDestinationChanged, { userId, destination: 'PAYOUT_ACCOUNT', usableFrom });
    }
    return { outcome: 'RECORDED' };
  }

  async function bankRefused(
    gateway: string,
    { accountId, reason: why }: NewsByKind['bank_payout.failed'],
  ): Promise<Verdict> {
    const row = accountId
      ? await accounts.findOne({ where: { gateway, gatewayAccountId: accountId } })
      : null;
    if (!row)
      return { outcome: 'NOT_OURS', reason: 'A payout of an account that is not known here has failed.' };
    const reason = why.slice(0, FAILURE_TEXT_MAX);
    await events.emit(bankPayoutFailed, { userId: row.userId, reason });
    return { outcome: 'RECORDED' };
  }

  const emitPaid = (payout: PayoutRow) => events.emit(payoutPaid, factsOf(payout));

  return { transfer, account, bankRefused, ownerOf, payeeOf, fail, makePayable, post, emitPaid };
}
