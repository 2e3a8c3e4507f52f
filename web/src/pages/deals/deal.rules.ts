/** What the head of a deal shows: where it stands, whose move it is, and which moves come first. */
import type { ChecklistItem, Deal, DealStatus, DealSummary, MoveName, Process } from '../../api/deals';
import { dealCodes } from '../../words/deals';

/** A move that a person makes, and that has a name on its button. */
export type HandMove = keyof typeof dealCodes.move;
export const isByHand = (move: MoveName): move is HandMove => move in dealCodes.move;

/** The part of the way that a state belongs to; null off the way: in a dispute, or canceled. */
export const STAGE_OF: Readonly<Record<DealStatus, number | null>> = {
  AWAITING_DEPOSIT: 0,
  IN_REVIEW: 1,
  BUYER_APPROVED: 1,
  SELLER_APPROVED: 1,
  ADMIN_FINAL_REVIEW: 2,
  PAYMENT_PENDING: 3,
  TRANSFER_IN_PROGRESS: 4,
  INSPECTION: 5,
  COMPLETED: 6,
  DISPUTED: null,
  CANCELLED: null,
};

/** What of a deal is paid for. */
export type Purpose = keyof typeof dealCodes.purpose;
export const isPurpose = (purpose: string): purpose is Purpose => purpose in dealCodes.purpose;

export type Reader = 'BUYER' | 'SELLER' | 'ADMIN';

export const readerOf = ({ yourSide }: Pick<DealSummary, 'yourSide'>): Reader => yourSide ?? 'ADMIN';

/** The items of the platform are an administrator's. */
export const itemOwnerOf = (deal: Pick<DealSummary, 'yourSide'>): ChecklistItem['owner'] =>
  deal.yourSide ?? 'PLATFORM';

/** A questioned item counts as open. */
export const isSettled = ({ status, question }: ChecklistItem): boolean =>
  status !== 'OPEN' && question === null;

export const isYourMove = (deal: Pick<DealSummary, 'yourSide' | 'next'>): boolean =>
  deal.next?.who.includes(readerOf(deal)) ?? false;

export const hasEnded = (status: DealStatus): status is 'COMPLETED' | 'CANCELLED' =>
  status === 'COMPLETED' || status === 'CANCELLED';

/** Proposals are answered and items questioned where they are shown; a refund is booked on the pages of the office. */
const ELSEWHERE: readonly MoveName[] = [
  'AGREE_EXTENSION',
  'AGREE_PRICE',
  'QUESTION_ITEM',
  'WITHDRAW_QUESTION',
  'BOOK_REFUND',
];

interface Sorted {
  /** What the deal waits for, and what leads there: buttons of their own. */
  first: HandMove[];
  /** All else that is open. */
  more: HandMove[];
  /** What the deal waits for from this reader, and why they cannot do it yet. */
  barred: { move: HandMove; because: string }[];
}

/** `process`: undefined until it has come. */
export function sortMoves({ moves }: Pick<Deal, 'moves'>, process: Process | undefined): Sorted {
  const wait = process?.waits.find((each) => each.wait === moves.next?.wait);
  const awaited = (move: MoveName) => (wait?.awaits.includes(move) ?? false) || ALWAYS_FIRST.includes(move);
  const open = moves.open
    .map(({ move }) => move)
    .filter(isByHand)
    .filter((move) => !ELSEWHERE.includes(move));
  return {
    // An answer comes before a proposal of one's own.
    first: open.filter(awaited).toSorted((a, b) => Number(b === 'SETTLE') - Number(a === 'SETTLE')),
    more: open.filter((move) => !awaited(move)),
    barred: moves.closed
      .filter(({ move, code }) => (wait?.awaits.includes(move) ?? false) && !NOT_TO_DO.includes(code))
      .flatMap(({ move, because }) => (isByHand(move) ? [{ move, because }] : [])),
  };
}

/** They lead to what is awaited. */
const ALWAYS_FIRST: readonly MoveName[] = [
  'SETTLE',
  'SIGN_AGREEMENT',
  'UPDATE_CHECKLIST',
  'AGREE_CANCEL',
  'RELEASE_HOLD',
];

/** There is nothing to do about these: it is done already, or another state's. */
const NOT_TO_DO: readonly string[] = [
  'move_not_open',
  'terms_already_accepted',
  'already_proposed',
  'no_such_proposal',
  'not_yours',
];

/** What has to come into escrow yet, in cents; 0 once the deal has ended. */
export function stillOwedCents({
  status,
  paidNowCents,
  money,
}: Pick<Deal, 'status' | 'paidNowCents' | 'money'>): number {
  return hasEnded(status) ? 0 : Math.max(0, paidNowCents - money.inCents);
}

/** In hundredths of a percent, as it was signed; null where the terms are older than that. */
export const feeRateOf = ({ terms }: Pick<Deal, 'terms'>): number | null => terms.feeBasisPoints ?? null;
