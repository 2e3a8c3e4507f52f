/** What a buyer who reads a listing can do with it now, and what bars the rest. */
import { inWords } from '../../platform/kernel/in-words';
import type { Moves } from '../../platform/kernel/moves';
import type { AccessState } from './access.rules';
import type { OwnOffer } from './dealings';
import type { Status } from './listing.rules';

export const READER_MOVES = ['UNLOCK', 'WITHDRAW_UNLOCK', 'MAKE_OFFER'] as const;
export type ReaderMove = (typeof READER_MOVES)[number];
export type ReaderMoves = Moves<ReaderMove>;

interface Read {
  status: Status;
  approvalRequired: boolean;
  access: AccessState;
  offer: OwnOffer | null;
  unlockCredits: number;
  /** The terms have a version that the reader has not accepted yet. */
  asksAgain: boolean;
}

const offMarket = (status: Status): string =>
  status === 'RESERVED'
    ? 'The listing is under offer. Save it: it opens again if the deal falls through.'
    : `The listing is ${inWords(status)}. Save it and come back, or choose another one.`;

export function readerMoves(read: Read): ReaderMoves {
  const moves: ReaderMoves = { open: [], closed: [] };
  const unlocked = read.access !== 'NONE' && read.access !== 'REVOKED';
  if (!unlocked) judgeUnlock(read, moves);
  else if (read.asksAgain) moves.open.push({ move: 'UNLOCK', effect: ANEW });
  if (read.access === 'PENDING') moves.open.push({ move: 'WITHDRAW_UNLOCK', effect: TAKES_BACK });
  judgeOffer(read, moves);
  return moves;
}

const ANEW =
  'Accepts the new version of the confidentiality terms, for no credit; until then the confidential part is closed.';

const TAKES_BACK = 'Takes your request back, and what you paid for it comes back to you.';

function judgeUnlock({ status, approvalRequired, unlockCredits }: Read, { open, closed }: ReaderMoves): void {
  if (status !== 'ACTIVE') {
    closed.push({ move: 'UNLOCK', code: 'listing_not_active', because: offMarket(status) });
    return;
  }
  const price = unlockCredits === 0 ? 'for no credit' : 'for one credit';
  const back = unlockCredits === 0 ? '' : ', which comes back if they refuse';
  const effect = approvalRequired
    ? `Asks the seller to open the confidential part, ${price}${back}.`
    : `Opens the confidential part, ${price}.`;
  open.push({ move: 'UNLOCK', effect });
}

const WHY_NO_BARGAIN: Record<Exclude<AccessState, 'GRANTED'>, string> = {
  NONE: 'Unlock the listing first.',
  PENDING: 'The seller has yet to give you access.',
  REVOKED: 'The seller has taken your access back.',
  SUSPENDED: 'The listing is reserved for another buyer.',
};

function judgeOffer({ status, access, offer }: Read, { open, closed }: ReaderMoves): void {
  const close = (code: string, because: string) => closed.push({ move: 'MAKE_OFFER', code, because });
  if (offer?.unfinished) {
    close('offer_exists', `You have an offer that is ${inWords(offer.status)}; go on with that one.`);
  } else if (status !== 'ACTIVE') {
    close('listing_closed', offMarket(status));
  } else if (access !== 'GRANTED') {
    close('listing_not_unlocked', WHY_NO_BARGAIN[access]);
  } else {
    open.push({ move: 'MAKE_OFFER', effect: 'Makes an offer, which the seller answers.' });
  }
}
