/** The rules of bargaining, as tables. */
import { DAY_MS, HOUR_MS, MINUTE_MS } from '../../platform/kernel/clock';
import {
  END_STATUSES,
  findTransition,
  inBackupOrder,
  keepsOffers,
  MOST_VERSIONS,
  OFFER_STATUSES,
  type OfferState,
  type OfferStatus,
  refuseAccept,
  refuseAmount,
  refuseClosingDate,
  refuseCounter,
  refuseExpiry,
  refuseReject,
  refuseRevive,
  refuseWithdraw,
  reminderFor,
  SIDES,
  type Side,
  sideOf,
  STEPS,
  TRANSITIONS,
} from './offer.rules';

const NOW = Date.UTC(2026, 10, 20, 12);
const fine = { listingStatus: 'ACTIVE', otherSideActive: true };
const offer = (changes: Partial<OfferState> = {}): OfferState => ({
  status: 'PENDING',
  turn: 'SELLER',
  versionCount: 1,
  expiresAt: NOW + HOUR_MS,
  ...changes,
});

const moves: Record<string, (state: OfferState, side: Side) => { code: string } | null> = {
  accept: (state, side) => refuseAccept(state, side, NOW, fine),
  counter: (state, side) => refuseCounter(state, side, NOW),
  reject: (state, side) => refuseReject(state, side, NOW),
  withdraw: (state, side) => refuseWithdraw(state, side, NOW),
  revive: (state, side) => refuseRevive(state, side, 'ACTIVE'),
};

describe('the table of steps', () => {
  test('reaches every status from a new offer', () => {
    const reached = new Set<OfferStatus>(['PENDING']);
    for (const status of reached) {
      for (const { from, to } of TRANSITIONS) if (from === status) reached.add(to);
    }
    expect([...reached].sort()).toEqual([...OFFER_STATUSES].sort());
  });

  test('ends in exactly these statuses, and nothing leads out of them', () => {
    expect([...END_STATUSES].sort()).toEqual(
      ['CLOSED', 'COMPLETED', 'EXPIRED', 'FELL_THROUGH', 'REJECTED', 'WITHDRAWN'].sort(),
    );
    for (const status of END_STATUSES) {
      for (const step of STEPS) expect(findTransition(step, status)).toBeNull();
      for (const move of Object.values(moves)) {
        for (const side of SIDES) expect(move(offer({ status }), side)).not.toBeNull();
      }
    }
  });

  test('never names one step from one status twice', () => {
    const keys = TRANSITIONS.map(({ step, from }) => `${step} from ${from}`);
    expect(new Set(keys).size).toBe(keys.length);
  });
});

describe('who may do what', () => {
  test.each(SIDES)(
    'when the %s is to answer, it accepts, counters or rejects, and only the other withdraws',
    (turn) => {
      const other = turn === 'BUYER' ? 'SELLER' : 'BUYER';
      const state = offer({ turn });
      for (const name of ['accept', 'counter', 'reject']) {
        expect(moves[name]?.(state, turn)).toBeNull();
        expect(moves[name]?.(state, other)).toMatchObject({ code: 'not_your_turn' });
      }
      expect(moves.withdraw?.(state, other)).toBeNull();
      expect(moves.withdraw?.(state, turn)).toMatchObject({ code: 'not_your_version' });
    },
  );

  test('a back-up can be withdrawn and revived by its buyer, and nothing else', () => {
    const backup = offer({ status: 'SUPERSEDED', expiresAt: NOW - DAY_MS });
    const open = (side: Side) => Object.keys(moves).filter((name) => moves[name]?.(backup, side) === null);
    expect(open('BUYER')).toEqual(['withdraw', 'revive']);
    expect(open('SELLER')).toEqual([]);
  });

  test('a back-up is revived only for a listing that takes offers', () => {
    const backup = offer({ status: 'SUPERSEDED' });
    for (const status of ['RESERVED', 'PAUSED', 'SOLD', 'SUSPENDED', 'EXPIRED', 'WITHDRAWN']) {
      expect(refuseRevive(backup, 'BUYER', status)).toMatchObject({ code: 'listing_closed' });
    }
  });

  test('an offer whose time has passed is answered by silence alone, from that very millisecond', () => {
    for (const name of ['accept', 'counter', 'reject']) {
      expect(moves[name]?.(offer({ expiresAt: NOW }), 'SELLER')).toMatchObject({ code: 'offer_expired' });
      expect(moves[name]?.(offer({ expiresAt: NOW + 1 }), 'SELLER')).toBeNull();
    }
    expect(moves.withdraw?.(offer({ expiresAt: NOW }), 'BUYER')).toMatchObject({ code: 'offer_expired' });
  });

  test('nothing is accepted for a listing that cannot be reserved', () => {
    const verdict = (listingStatus: string) =>
      refuseAccept(offer(), 'SELLER', NOW, { ...fine, listingStatus });
    expect(['ACTIVE', 'PAUSED'].map(verdict)).toEqual([null, null]);
    for (const status of [
      'DRAFT',
      'PENDING_REVIEW',
      'RESERVED',
      'SOLD',
      'SUSPENDED',
      'EXPIRED',
      'WITHDRAWN',
    ]) {
      expect(verdict(status)).toMatchObject({ code: 'listing_closed' });
    }
  });

  test('nothing is accepted from someone whose account is not in good standing', () => {
    expect(refuseAccept(offer(), 'SELLER', NOW, { ...fine, otherSideActive: false })).toMatchObject({
      code: 'other_side_unavailable',
    });
  });

  test('the twenty-first version is refused, an answer to the twentieth is not', () => {
    const full = offer({ versionCount: MOST_VERSIONS });
    expect(refuseCounter(full, 'SELLER', NOW)).toMatchObject({ code: 'too_many_versions' });
    expect(refuseCounter(offer({ versionCount: MOST_VERSIONS - 1 }), 'SELLER', NOW)).toBeNull();
    expect(moves.accept?.(full, 'SELLER')).toBeNull();
    expect(moves.reject?.(full, 'SELLER')).toBeNull();
    expect(refuseRevive({ ...full, status: 'SUPERSEDED' }, 'BUYER', 'ACTIVE')).toMatchObject({
      code: 'too_many_versions',
    });
  });

  test('a stranger stands on neither side', () => {
    const parties = { buyerId: 'b', sellerId: 's' };
    expect(['b', 's', 'x'].map((id) => sideOf(parties, id))).toEqual(['BUYER', 'SELLER', null]);
  });
});

describe('amounts and times', () => {
  test('an offer is a thousand dollars at least', () => {
    expect(refuseAmount(100_000)).toBeNull();
    expect(refuseAmount(99_999)).toMatchObject({ code: 'offer_too_low' });
  });

  test.each([
    [23 * HOUR_MS, false],
    [24 * HOUR_MS - 5 * MINUTE_MS, false],
    [24 * HOUR_MS, true],
    [72 * HOUR_MS, true],
    [14 * DAY_MS, true],
    [14 * DAY_MS + 5 * MINUTE_MS, false],
    [-DAY_MS, false],
  ])('a life of %d ms: allowed %s', (lifeMs, allowed) => {
    expect(refuseExpiry(NOW + lifeMs, NOW) === null).toBe(allowed);
  });

  test('the reminder goes out with 24 hours left, if that is still to come', () => {
    expect(reminderFor(NOW + 72 * HOUR_MS, NOW)).toBe(NOW + 48 * HOUR_MS);
    expect(reminderFor(NOW + 24 * HOUR_MS, NOW)).toBeNull();
  });

  test.each([
    [null, true],
    ['2026-11-20', true],
    ['2026-11-19', false],
    ['2027-11-20', true],
    ['2027-11-22', false],
    ['0001-01-01', false],
  ])('the closing date %s: allowed %s', (day, allowed) => {
    expect(refuseClosingDate(day, NOW) === null).toBe(allowed);
  });

  test('back-ups stand in the order of their bids, equal bids in the order of time', () => {
    const bid = (offerId: string, amountCents: number, bidAt: number) => ({ offerId, amountCents, bidAt });
    const order = inBackupOrder([
      bid('late', 500, 9),
      bid('low', 100, 1),
      bid('early', 500, 2),
      bid('high', 900, 5),
    ]);
    expect(order.map(({ offerId }) => offerId)).toEqual(['high', 'early', 'late', 'low']);
  });

  test('offers outlive a pause, a review and a reservation of the listing, nothing else', () => {
    const kept = ['ACTIVE', 'PAUSED', 'PENDING_REVIEW', 'RESERVED'];
    expect(kept.every(keepsOffers)).toBe(true);
    expect(['DRAFT', 'REJECTED', 'SUSPENDED', 'EXPIRED', 'WITHDRAWN', 'SOLD'].some(keepsOffers)).toBe(false);
  });
});
