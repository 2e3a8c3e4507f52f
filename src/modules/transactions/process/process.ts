/** The words in which a process of sale is written down. A process is data; what its words do stands in guards and effects. */
import type { EffectName } from './effect-names';
import type { GuardName } from './guards/guards';

export const STATES = [
  'AWAITING_DEPOSIT',
  'IN_REVIEW',
  'BUYER_APPROVED',
  'SELLER_APPROVED',
  'ADMIN_FINAL_REVIEW',
  'PAYMENT_PENDING',
  'TRANSFER_IN_PROGRESS',
  'INSPECTION',
  'DISPUTED',
  'COMPLETED',
  'CANCELLED',
] as const;
export type State = (typeof STATES)[number];

export const OUTCOMES = ['COMPLETED', 'CANCELLED'] as const satisfies State[];
export type Outcome = (typeof OUTCOMES)[number];

export const hasEnded = (state: State): state is Outcome => (OUTCOMES as readonly State[]).includes(state);

export const PARTIES = ['BUYER', 'SELLER'] as const;
export type Party = (typeof PARTIES)[number];

/** The people who read a deal and act on it. */
export const READERS = ['BUYER', 'SELLER', 'ADMIN'] as const;
export type Reader = (typeof READERS)[number];

/** Who makes a move: a person, news of a payment, a deadline, or the watch over the carrier's federal record. */
export const MOVERS = [...READERS, 'PAYMENT', 'TIMER', 'WATCH'] as const;
export type Mover = (typeof MOVERS)[number];

export const isParty = (mover: Mover): mover is Party => mover === 'BUYER' || mover === 'SELLER';

export const MOVES = [
  'OPEN',
  'ACCEPT_TERMS',
  'PAY_DEPOSIT',
  'DEPOSIT_RECEIVED',
  'DEPOSIT_EXPIRED',
  'APPROVE',
  'SIGN_AGREEMENT',
  'USE_OWN_AGREEMENT',
  'DRAW_UP_AGREEMENT',
  'PROPOSE_EXTENSION',
  'AGREE_EXTENSION',
  'PROPOSE_PRICE',
  'AGREE_PRICE',
  'REVIEW_EXPIRED',
  'ADMIN_APPROVE',
  'PAY_BALANCE',
  'FINAL_PAYMENT_RECEIVED',
  'PAYMENT_EXPIRED',
  'MARK_TRANSFERRED',
  'TRANSFER_EXPIRED',
  'ACCEPT',
  'INSPECTION_EXPIRED',
  'RELEASE_HOLDBACK',
  'OBJECT_TO_RELEASE',
  'UPDATE_CHECKLIST',
  'QUESTION_ITEM',
  'WITHDRAW_QUESTION',
  'CANCEL',
  'WALK_AWAY',
  'PROPOSE_CANCEL',
  'AGREE_CANCEL',
  'ADMIN_CANCEL',
  'ADMIN_EXTEND',
  'MONEY_UNDER_WAY',
  'EXTENDED_AFTER_OUTAGE',
  'WITHDRAW_PROPOSAL',
  'PROPOSAL_EXPIRED',
  'PROPOSAL_LAPSED',
  'DECISION_LAPSED',
  'DISPUTE',
  'ADD_EVIDENCE',
  'PROPOSE_SETTLEMENT',
  'SETTLE',
  'SETTLEMENT_EXPIRED',
  'DECISION_OVERDUE',
  'RESOLVE',
  'HOLD',
  'RELEASE_HOLD',
  'SIDE_LOCKED_OUT',
  'SIDE_BACK_IN',
  'PAYMENT_RETURNED',
  'WIRE_CORRECTED',
  'CARD_DISPUTED',
  'CARD_DISPUTE_WON',
  'CARD_DISPUTE_LOST',
  'REFUNDED_OUTSIDE',
  'BOOK_REFUND',
  'REFUND_NOT_BORNE',
  'REFUND_CAME_BACK',
  'REFUND_TAKEN_BACK',
] as const;
export type MoveName = (typeof MOVES)[number];

/** Names that moves had before: the histories of deals and the log keep them. */
const FORMER_NAMES: Readonly<Record<string, MoveName>> = { HOUSE_WAS_AWAY: 'EXTENDED_AFTER_OUTAGE' };

/** All that stands in histories. */
export const STORED_MOVES: readonly string[] = [...MOVES, ...Object.keys(FORMER_NAMES)];

/** As the move is called today. */
export const nameToday = (move: string): MoveName => FORMER_NAMES[move] ?? (move as MoveName);

/** Those that are about one item of the checklist. */
export const ITEM_MOVES = [
  'UPDATE_CHECKLIST',
  'QUESTION_ITEM',
  'WITHDRAW_QUESTION',
] as const satisfies readonly MoveName[];
export type ItemMove = (typeof ITEM_MOVES)[number];

export const WAITS = [
  'DEPOSIT',
  'REVIEW',
  'FINAL_REVIEW',
  'BALANCE',
  'TRANSFER',
  'INSPECTION',
  'SETTLEMENT',
  'DECISION',
  'HOLDBACK',
] as const;
export type WaitName = (typeof WAITS)[number];

/** A time that is given for something to happen, and what happens when nobody does anything. */
export interface Wait {
  /** From its beginning; `HOLDBACK_TERM`: as many days as the terms of the deal name. */
  readonly days: number | 'HOLDBACK_TERM';
  /** Does not cut short the wait before it: the later of the two deadlines holds. */
  readonly neverShortens?: true;
  readonly remindDaysBefore: readonly number[];
  /** The moves that it waits for: whoever can make them, or clear what bars them, is next. */
  readonly awaits: readonly MoveName[];
  /** The timer's move at the deadline. */
  readonly silence: MoveName;
  /** What silence does, for the people concerned. */
  readonly onSilence: string;
}

/** What stands in escrow while a deal is in a state; `ANY`: whatever stood there when the dispute began. */
export type Holding = 'NOTHING' | 'DEPOSIT' | 'PRICE' | 'HOLDBACK' | 'ANY';

export interface StateRow {
  readonly means: string;
  readonly holds: Holding;
  /** The wait that begins with it. Coming from a state of the same wait, the time goes on. */
  readonly wait: WaitName | null;
}

/**
 * A row of the table: a move, by whom, from where to where, and what goes with it.
 * In its words `{walkAway}` stands for what walking away costs the buyer, `{open}` for the open items with a federal deadline.
 */
export interface Transition {
  readonly name: MoveName;
  readonly by: readonly Mover[];
  /** Empty for the move that opens a deal. */
  readonly from: readonly State[];
  readonly to: State | 'SAME';
  /** Where several rows fit, the first whose condition holds is taken. */
  readonly when?: GuardName;
  /** All must hold; the first that does not is the answer. */
  readonly guards: readonly GuardName[];
  /** In the order in which they happen. */
  readonly effects: readonly EffectName[];
  /** Begins this wait instead of that of the state. */
  readonly wait?: WaitName;
  /** What has happened, for the timeline and for those who are told. */
  readonly says: string;
  /** Of a deadline's move: what silence does, where it is another thing than the wait says. */
  readonly onSilence?: string;
  readonly tells: readonly Reader[];
  /** A step of the platform's own, which the sides are not shown. */
  readonly inHouse?: true;
}

export interface Process {
  readonly version: string;
  readonly states: Readonly<Record<State, StateRow>>;
  readonly waits: Readonly<Record<WaitName, Wait>>;
  readonly transitions: readonly Transition[];
  /** What each move does, in a sentence for the person who may make it. */
  readonly offers: Readonly<Partial<Record<MoveName, string>>>;
}
