/**
 * Money that moved at a gateway and fits nothing of ours: what admins have booked of it, by the gateway's id of what moved
 * it. The ledger is its only book.
 */
import type { AccountCode, Ledger, TransferRow } from '../ledger';
import type { Booking, Movement, Verdict } from './gateway-news';

const SUBJECT = 'stray_money';

/** What the platform has lost to banks, and to other hands. */
const LOSSES = 'expense:chargebacks';

export type StrayMoney = ReturnType<typeof createStrayMoney>;

export const strayKey = (gateway: string, objectId: string): string => `${gateway} ${objectId}`;

export function createStrayMoney(ledger: Ledger) {
  const listOf = (gateway: string, objectId: string): Promise<TransferRow[]> =>
    ledger.listTransfers({ type: SUBJECT, id: strayKey(gateway, objectId) });

  const sumOf = (transfers: TransferRow[], gateway: string): number =>
    transfers.reduce(
      (sum, { credit, amount }) => sum + (credit === `gateway:${gateway}` ? amount : -amount),
      0,
    );

  /** News of what is booked as it stands is known, whichever event brings it. */
  async function isBooked(gateway: string, { objectId, outCents, isDollars }: Movement): Promise<boolean> {
    const transfers = await listOf(gateway, objectId);
    if (transfers.length === 0) return false;
    const booked = sumOf(transfers, gateway);
    return isDollars ? booked === outCents : Math.sign(booked) === Math.sign(outCents);
  }

  const has = async (gateway: string, objectId: string): Promise<boolean> =>
    (await listOf(gateway, objectId)).length > 0;

  /** What has moved and is not booked yet; below zero what came. */
  const missingOf = async (
    gateway: string,
    { objectId, outCents }: Pick<Movement, 'objectId' | 'outCents'>,
  ): Promise<number> => outCents - sumOf(await listOf(gateway, objectId), gateway);

  /** In a unit: books what is not yet, from or to an account. False where that is nothing. */
  async function book(
    gateway: string,
    { objectId, outCents }: Pick<Movement, 'objectId' | 'outCents'>,
    against: AccountCode,
  ): Promise<boolean> {
    const before = await listOf(gateway, objectId);
    const missing = outCents - sumOf(before, gateway);
    if (missing === 0) return false;
    const [debit, credit] = missing > 0 ? [against, `gateway:${gateway}`] : [`gateway:${gateway}`, against];
    const id = strayKey(gateway, objectId);
    await ledger.post([
      {
        ...{
          id: `stray:${gateway}:${objectId}:${before.length + 1}`,
          debit,
          credit,
          amount: Math.abs(missing),
          unit: 'USD',
        },
        ...{ reason: 'Moved at the gateway, and fits nothing of ours', subject: { type: SUBJECT, id } },
      },
    ]);
    return true;
  }

  /** In dollars: what is in another currency is what an admin has read at the gateway. Otherwise what is wrong. */
  function inDollars(moved: Movement, { amountCents }: Booking): Movement | Verdict {
    const { outCents, isDollars } = moved;
    if (outCents === 0 || isDollars) return moved;
    if (amountCents === null)
      return {
        outcome: 'PARKED',
        reason: 'It is not in dollars: say what it was in US cents (amountCents).',
      };
    return { ...moved, outCents: Math.sign(outCents) * amountCents };
  }

  /** In a unit: the platform bears what left, and keeps what came. */
  async function bookAs(
    gateway: string,
    moved: Movement,
    booking: Booking,
    against: AccountCode = LOSSES,
  ): Promise<Verdict> {
    const dollars = inDollars(moved, booking);
    if ('outcome' in dollars) return dollars;
    if (await book(gateway, dollars, against)) return { outcome: 'RECORDED' };
    return { outcome: 'PARKED', reason: 'It moved no money that is not booked: dismiss it.' };
  }

  /** Where the money of a stray payment waits to go back; null where none does. */
  async function findHolding(gateway: string, objectId: string): Promise<AccountCode | null> {
    const transfers = await listOf(gateway, objectId);
    const account = transfers.find(({ credit }) => credit.startsWith('unallocated:'))?.credit;
    return account !== undefined && (await ledger.balance(account)) > 0 ? account : null;
  }

  /** Of what was taken by it and fits nothing, what goes back, or has gone: of a bank debit that takes days. */
  const returnsOf = async (gateway: string, objectId: string): Promise<number> =>
    (await listOf(gateway, objectId))
      .filter(({ credit }) => credit.startsWith('unallocated:'))
      .reduce((sum, { amount }) => sum + amount, 0);

  /** What is booked so is held against nothing else of ours. */
  async function readBooked(): Promise<Set<string>> {
    const booked = new Set<string>();
    for await (const transfers of ledger.readAllAbout(SUBJECT))
      for (const { subject } of transfers) booked.add(subject.id);
    return booked;
  }

  return { has, isBooked, missingOf, book, bookAs, inDollars, findHolding, returnsOf, readBooked };
}
