/** Who has to act for an item to be settled, and how long whoever is asked has to answer before their silence counts. */
import { counted } from '../../../../platform/kernel/in-words';
import { DAY_MS, HOUR_MS } from '../../../../platform/kernel/clock';
import type { ItemFact, Phase, SaleFacts } from '../facts';
import { PARTIES, type Party, type Reader, type WaitName } from '../process';

/** Whoever is asked has so long: until then it is whoever asked that the deal waits for. */
export const ANSWER_TIME_MS = 72 * HOUR_MS;
/** However often is asked, a deadline waits no longer than this past where it stood. */
export const ANSWERS_ARE_AWAITED_MS = 7 * DAY_MS;
/** Of one side about one item. */
export const QUESTIONS_MAX = 3;

/** The time at the end of which it matters who has not settled the items of a phase. */
export const WAIT_OF: Partial<Record<Phase, WaitName>> = {
  DUE_DILIGENCE: 'REVIEW',
  PRE_CLOSING: 'REVIEW',
  CLOSING: 'TRANSFER',
};

/** They have an owner, and take both. */
const SIGNED_BY_BOTH: readonly string[] = ['PURCHASE_AGREEMENT', 'ASSET_PURCHASE_AGREEMENT', 'BILL_OF_SALE'];

type Owned = Pick<ItemFact, 'code' | 'owner' | 'questionedBy'>;
type Signed = Pick<SaleFacts, 'agreementSigned'>;

const ownerOf = ({ owner }: Owned): Reader => (owner === 'PLATFORM' ? 'ADMIN' : owner);

/** Of an open item that signatures settle: the sides whose signature it waits for; none where it waits for its owner. */
const unsignedOf = ({ agreementSigned }: Signed, { code, questionedBy }: Owned): Party[] =>
  questionedBy === null && SIGNED_BY_BOTH.includes(code)
    ? PARTIES.filter((party) => !agreementSigned[party])
    : [];

/** Whose act an open item waits for. */
export function settlersOf(facts: Signed, item: Owned): Reader[] {
  const unsigned = unsignedOf(facts, item);
  return unsigned.length > 0 ? unsigned : [ownerOf(item)];
}

const isFresh = ({ now }: SaleFacts, since: number): boolean => now - since < ANSWER_TIME_MS;

const questionerOf = ({ people }: SaleFacts, { questionedBy }: Owned): Reader =>
  PARTIES.find((party) => people[party] === questionedBy) ?? 'ADMIN';

/** Whose silence an open item counts against: until the time to answer is over, that of whoever asked. */
export function missingFor(facts: SaleFacts, item: ItemFact): Reader[] {
  const { questionedBy, questionedAt = null } = item;
  if (questionedBy !== null) {
    const isAsked = questionedAt !== null && isFresh(facts, questionedAt);
    return [isAsked ? questionerOf(facts, item) : ownerOf(item)];
  }
  const { agreementReplaced: replaced } = facts;
  return settlersOf(facts, item).map((side) =>
    // The one that they had signed, or could have, was replaced.
    replaced && replaced.by !== side && unsignedOf(facts, item).length > 0 && isFresh(facts, replaced.at)
      ? replaced.by
      : side,
  );
}

export const ANSWER_TIME = counted(ANSWER_TIME_MS / HOUR_MS, 'hour');
