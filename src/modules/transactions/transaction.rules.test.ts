import type { UserActor } from '../../platform/kernel/actor';
import fc from 'fast-check';
import { DAY_MS, HOUR_MS } from '../../platform/kernel/clock';
import type { TransferRow } from '../ledger';
import { type BookedDeal, findFaults } from './books.rules';
import { divideAroundBanks } from './frozen.rules';
import { itemReminder, nextDateReminder, nextItemReminder } from './dates.rules';
import {
  type AgreedSums,
  divideBySplit,
  divideSale,
  divideWalkAway,
  fixSums,
  planRefund,
} from './money.rules';
import {
  extended,
  nextReminder,
  resumed,
  standsStillOnHold,
  wakeAt,
  waitAfter,
  type Waiting,
} from './process/deadline.rules';
import type { MoveRequest, ItemFact, MoveInput, ProposalFact, SaleFacts } from './process/facts';
import {
  type Holding,
  type Transition,
  type MoveName,
  MOVERS,
  type Mover,
  MOVES,
  type State,
  STATES,
  WAITS,
} from './process/process';
import { currentProcess, processes } from './process/processes';
import { type FrozenTerms, hashOfTerms } from './terms.rules';
import { judge, onSilence, previewMove, whoIsAwaited, whoIsNext } from './transaction.rules';

const NOW = 1_800_000_000_000;
const PRICE = 20_000_000;
const DEPOSIT = 1_000_000;

/** A deal to which nothing stands in the way. */
const facts = (state: State, changes: Partial<SaleFacts> = {}): SaleFacts => ({
  now: NOW,
  people: { BUYER: 'the BUYER', SELLER: 'the SELLER' },
  state,
  wait: currentProcess.states[state].wait,
  deadlineAt: currentProcess.states[state].wait === null ? null : NOW + DAY_MS,
  priceCents: PRICE,
  sellerFinancing: null,
  paidNowCents: PRICE,
  depositCents: DEPOSIT,
  walkAwayCents: 500_000,
  contingencies: ['DUE_DILIGENCE', 'INSURANCE_QUOTE'],
  heldCents: { NOTHING: 0, DEPOSIT, PRICE, HOLDBACK: 500_000, ANY: PRICE }[
    currentProcess.states[state].holds
  ],
  lostCents: 0,
  openCardDisputes: 0,
  openOutsideRefunds: [],
  signed: { BUYER: true, SELLER: true },
  agreementSigned: { BUYER: false, SELLER: false },
  agreementReplaced: null,
  ownAgreement: false,
  approved: { BUYER: false, SELLER: false },
  lockedOut: [],
  onHoldSince: null,
  items: [],
  proposals: [],
  carrier: { checkedAt: NOW, hardStops: [], controlLevel: 3 },
  twoAdminLimitCents: 25_000_000,
  aloneCents: 0,
  ...changes,
});

const person = (userId: string): UserActor => ({ kind: 'user', userId, roles: [], sessionId: userId });

const request = (
  move: MoveName,
  mover: Mover,
  input: MoveInput = {},
  userId = `the ${mover}`,
): MoveRequest => ({
  move,
  mover,
  actor: person(userId),
  input,
});

function codeOf(state: State, tried: MoveRequest, changes: Partial<SaleFacts> = {}): string {
  const verdict = judge(currentProcess, facts(state, changes), tried);
  return verdict.open ? `→ ${verdict.transition.to}` : verdict.refusal.code;
}

const item = (changes: Partial<ItemFact>): ItemFact => ({
  id: 'item',
  code: 'ARTICLES',
  title: 'Articles',
  phase: 'DUE_DILIGENCE',
  owner: 'SELLER',
  status: 'OPEN',
  evidenceRequired: true,
  conditional: false,
  questionedBy: null,
  ...changes,
});

const proposal = (changes: Partial<ProposalFact>): ProposalFact => ({
  id: 'proposal',
  kind: 'SETTLEMENT',
  by: 'SELLER',
  userId: 'the SELLER',
  outcome: null,
  split: null,
  days: null,
  priceCents: null,
  ...changes,
});

describe('the table of the domain', () => {
  const REVIEW: State[] = ['IN_REVIEW', 'BUYER_APPROVED', 'SELLER_APPROVED', 'ADMIN_FINAL_REVIEW'];
  const BEFORE_TRANSFER: State[] = [...REVIEW, 'PAYMENT_PENDING'];
  const FUNDED: State[] = [...BEFORE_TRANSFER, 'TRANSFER_IN_PROGRESS', 'INSPECTION'];
  const PARTIES: Mover[] = ['BUYER', 'SELLER'];

  /** Written from the domain, not from the table: every way from one state to another, by whom. */
  const ways: [MoveName, Mover[], State[], State][] = [
    ['DEPOSIT_RECEIVED', ['PAYMENT'], ['AWAITING_DEPOSIT'], 'IN_REVIEW'],
    ['DEPOSIT_EXPIRED', ['TIMER'], ['AWAITING_DEPOSIT'], 'CANCELLED'],
    // Nothing was left to pay, so what is taken back here was no rest of the price.
    ['WIRE_CORRECTED', ['PAYMENT'], ['TRANSFER_IN_PROGRESS', 'INSPECTION'], 'DISPUTED'],
    ['APPROVE', ['BUYER'], ['IN_REVIEW'], 'BUYER_APPROVED'],
    ['APPROVE', ['SELLER'], ['IN_REVIEW'], 'SELLER_APPROVED'],
    ['APPROVE', ['BUYER'], ['SELLER_APPROVED'], 'ADMIN_FINAL_REVIEW'],
    ['APPROVE', ['SELLER'], ['BUYER_APPROVED'], 'ADMIN_FINAL_REVIEW'],
    ['REVIEW_EXPIRED', ['TIMER'], REVIEW, 'CANCELLED'],
    ['ADMIN_APPROVE', ['ADMIN'], ['ADMIN_FINAL_REVIEW'], 'PAYMENT_PENDING'],
    ['FINAL_PAYMENT_RECEIVED', ['PAYMENT'], ['PAYMENT_PENDING'], 'TRANSFER_IN_PROGRESS'],
    ['PAYMENT_EXPIRED', ['TIMER'], ['PAYMENT_PENDING'], 'DISPUTED'],
    ['MARK_TRANSFERRED', ['SELLER'], ['TRANSFER_IN_PROGRESS'], 'INSPECTION'],
    ['TRANSFER_EXPIRED', ['TIMER'], ['TRANSFER_IN_PROGRESS'], 'DISPUTED'],
    ['ACCEPT', ['BUYER'], ['INSPECTION'], 'COMPLETED'],
    ['INSPECTION_EXPIRED', ['TIMER'], ['INSPECTION'], 'COMPLETED'],
    ['DISPUTE', [...PARTIES, 'ADMIN'], FUNDED, 'DISPUTED'],
    ['CARD_DISPUTE_LOST', ['PAYMENT'], FUNDED, 'DISPUTED'],
    ['SETTLE', PARTIES, ['DISPUTED'], 'COMPLETED'],
    ['RESOLVE', ['ADMIN'], ['DISPUTED'], 'COMPLETED'],
    ['CANCEL', PARTIES, ['AWAITING_DEPOSIT'], 'CANCELLED'],
    ['WALK_AWAY', ['BUYER'], BEFORE_TRANSFER, 'CANCELLED'],
    ['AGREE_CANCEL', PARTIES, BEFORE_TRANSFER, 'CANCELLED'],
    ['ADMIN_CANCEL', ['ADMIN'], ['AWAITING_DEPOSIT', ...FUNDED], 'CANCELLED'],
  ];

  test('is what the process allows: each way between two states, and no other', () => {
    for (const state of STATES) {
      for (const mover of MOVERS) {
        for (const move of MOVES) {
          const held = facts(state).heldCents;
          const due = state === 'AWAITING_DEPOSIT' ? DEPOSIT : PRICE - held;
          const other = mover === 'BUYER' ? 'SELLER' : 'BUYER';
          const input: MoveInput = {
            payment: { paymentId: 'payment', purpose: 'DEPOSIT', amountCents: due },
            outcome: 'COMPLETED',
            split: { buyerCents: held, sellerCents: 0 },
          };
          const proposals = [
            proposal({ kind: 'SETTLEMENT', by: other }),
            proposal({ kind: 'CANCELLATION', by: other }),
            proposal({ kind: 'EXTENSION', by: other, days: 5 }),
          ];
          const verdict = judge(currentProcess, facts(state, { proposals }), request(move, mover, input));
          const to = verdict.open && verdict.transition.to !== 'SAME' ? verdict.transition.to : null;
          const way = ways.find(
            ([name, by, from]) => name === move && by.includes(mover) && from.includes(state),
          );
          expect([state, mover, move, to]).toEqual([state, mover, move, way ? way[3] : null]);
        }
      }
    }
  });
});

describe('guards', () => {
  test('the deposit is started only when both have signed, and each signs once', () => {
    const half = { signed: { BUYER: true, SELLER: false } };
    expect(codeOf('AWAITING_DEPOSIT', request('PAY_DEPOSIT', 'BUYER'), half)).toBe('terms_not_accepted');
    expect(codeOf('AWAITING_DEPOSIT', request('ACCEPT_TERMS', 'BUYER'), half)).toBe('terms_already_accepted');
    expect(codeOf('AWAITING_DEPOSIT', request('ACCEPT_TERMS', 'SELLER'), half)).toBe('→ SAME');
    expect(codeOf('AWAITING_DEPOSIT', request('PAY_DEPOSIT', 'BUYER'))).toBe('→ SAME');
    expect(codeOf('AWAITING_DEPOSIT', request('PAY_DEPOSIT', 'SELLER'))).toBe('not_yours');
  });

  test.each([DEPOSIT - 1, DEPOSIT + 1, PRICE])('a deposit of %d cents is not the deposit', (amountCents) => {
    const payment = { paymentId: 'p', purpose: 'DEPOSIT' as const, amountCents };
    expect(codeOf('AWAITING_DEPOSIT', request('DEPOSIT_RECEIVED', 'PAYMENT', { payment }))).toBe(
      'payment_mismatch',
    );
  });

  test('each approval waits for its part of the checklist, and for that only', () => {
    const diligence = { items: [item({})] };
    const closing = { items: [item({ phase: 'PRE_CLOSING', owner: 'BUYER' })] };
    expect(codeOf('IN_REVIEW', request('APPROVE', 'BUYER'), diligence)).toBe('checklist_open');
    expect(codeOf('IN_REVIEW', request('APPROVE', 'SELLER'), diligence)).toBe('→ SELLER_APPROVED');
    expect(codeOf('IN_REVIEW', request('APPROVE', 'SELLER'), closing)).toBe('checklist_open');
    expect(codeOf('IN_REVIEW', request('APPROVE', 'BUYER'), closing)).toBe('→ BUYER_APPROVED');
    for (const status of ['DONE', 'NOT_APPLICABLE'] as const) {
      expect(codeOf('IN_REVIEW', request('APPROVE', 'BUYER'), { items: [item({ status })] })).toBe(
        '→ BUYER_APPROVED',
      );
    }
  });

  test('the final review needs a check of today without a hard stop, proof of control 3, and no hold', () => {
    const carrier = { checkedAt: NOW, hardStops: [], controlLevel: 3 };
    const clear = (changes: Partial<SaleFacts>) =>
      codeOf('ADMIN_FINAL_REVIEW', request('ADMIN_APPROVE', 'ADMIN'), changes);
    expect(clear({ carrier: { ...carrier, checkedAt: NOW - DAY_MS } })).toBe('→ PAYMENT_PENDING');
    expect(clear({ carrier: { ...carrier, checkedAt: NOW - DAY_MS - 1 } })).toBe('carrier_check_stale');
    expect(clear({ carrier: { ...carrier, checkedAt: null } })).toBe('carrier_check_stale');
    expect(clear({ carrier: null })).toBe('carrier_check_stale');
    expect(clear({ carrier: { ...carrier, hardStops: ['authority.active'] } })).toBe('carrier_hard_stop');
    expect(clear({ carrier: { ...carrier, controlLevel: 2 } })).toBe('control_not_proven');
    expect(clear({ onHoldSince: NOW })).toBe('deal_on_hold');
    expect(clear({ heldCents: PRICE })).toBe('→ TRANSFER_IN_PROGRESS');
  });

  test('held for a bank alone a deal can be canceled, and not while a refund at the gateway is unbooked', () => {
    const cents = { heldCents: DEPOSIT, disputedCents: DEPOSIT, openCardDisputes: 1 };
    const waiting = { ...cents, onHoldSince: NOW, heldForBank: { alone: true, handedOver: false } };
    const split = { buyerCents: DEPOSIT, sellerCents: 0 };
    const settlement = { outcome: 'CANCELLED', split, proposalId: 'proposal' } as const;
    const asked = [
      ['IN_REVIEW', request('ADMIN_CANCEL', 'ADMIN', { split }), []],
      ['IN_REVIEW', request('AGREE_CANCEL', 'BUYER'), [proposal({ kind: 'CANCELLATION' })]],
      ['DISPUTED', request('SETTLE', 'BUYER', settlement), [proposal({ outcome: 'CANCELLED', split })]],
      ['DISPUTED', request('RESOLVE', 'ADMIN', { outcome: 'CANCELLED', split }), []],
    ] as const;
    for (const [state, tried, proposals] of asked) {
      const code = (changes: Partial<SaleFacts>) =>
        codeOf(state, tried, { ...waiting, proposals, ...changes });
      expect([tried.move, code({})]).toEqual([tried.move, '→ CANCELLED']);
      expect([tried.move, code({ openOutsideRefunds: ['another'] })]).toEqual([
        tried.move,
        'refund_unbooked',
      ]);
    }
  });

  test('the price is paid out on a fresh and clear check of the carrier only', () => {
    const paid = { heldCents: PRICE, carrier: { checkedAt: NOW, hardStops: [], controlLevel: 3 } };
    for (const [move, mover] of [
      ['ACCEPT', 'BUYER'],
      ['INSPECTION_EXPIRED', 'TIMER'],
    ] as const) {
      const ending = (carrier: Partial<SaleFacts['carrier']>) =>
        codeOf('INSPECTION', request(move, mover), { ...paid, carrier: { ...paid.carrier, ...carrier } });
      expect(ending({})).toBe('→ COMPLETED');
      expect(ending({ checkedAt: NOW - DAY_MS - 1 })).toBe('carrier_check_stale');
      expect(ending({ hardStops: ['authority.active'] })).toBe('carrier_hard_stop');
    }
  });

  test('items are changed by their owner, with evidence or a note, until their part is signed off', () => {
    const change = (
      mover: Mover,
      fact: Partial<ItemFact>,
      input: Partial<MoveInput['item']>,
      state: State = 'IN_REVIEW',
    ) =>
      codeOf(
        state,
        request('UPDATE_CHECKLIST', mover, {
          item: {
            itemId: 'item',
            status: 'DONE',
            documentIds: ['paper'],
            evidence: null,
            note: null,
            ...input,
          },
        }),
        { items: [item(fact)], approved: { BUYER: state === 'BUYER_APPROVED', SELLER: false } },
      );
    expect(change('SELLER', {}, {})).toBe('→ SAME');
    expect(change('BUYER', {}, {})).toBe('not_your_item');
    expect(change('ADMIN', {}, {})).toBe('not_your_item');
    expect(change('ADMIN', { owner: 'PLATFORM' }, {})).toBe('→ SAME');
    expect(change('SELLER', {}, { documentIds: [], evidence: 'x' })).toBe('evidence_required');
    expect(change('SELLER', { evidenceRequired: false }, { documentIds: [] })).toBe('→ SAME');
    expect(change('SELLER', {}, { status: 'NOT_APPLICABLE', note: 'None.' })).toBe('item_not_conditional');
    expect(change('SELLER', { conditional: true }, { status: 'NOT_APPLICABLE' })).toBe('note_required');
    expect(change('SELLER', { conditional: true }, { status: 'NOT_APPLICABLE', note: 'None.' })).toBe(
      '→ SAME',
    );
    expect(change('SELLER', {}, {}, 'BUYER_APPROVED')).toBe('item_signed_off');
    expect(change('SELLER', { phase: 'PRE_CLOSING' }, {}, 'BUYER_APPROVED')).toBe('→ SAME');
    expect(change('SELLER', { phase: 'CLOSING' }, {}, 'INSPECTION')).toBe('item_signed_off');
    expect(change('BUYER', { phase: 'POST_CLOSING', owner: 'BUYER' }, {}, 'COMPLETED')).toBe('→ SAME');
  });

  test('a cancellation with money held takes both sides', () => {
    const proposals = [proposal({ kind: 'CANCELLATION', by: 'BUYER' })];
    expect(codeOf('IN_REVIEW', request('PROPOSE_CANCEL', 'BUYER'))).toBe('→ SAME');
    expect(codeOf('IN_REVIEW', request('AGREE_CANCEL', 'SELLER'))).toBe('no_such_proposal');
    expect(codeOf('IN_REVIEW', request('AGREE_CANCEL', 'BUYER'), { proposals })).toBe('no_such_proposal');
    expect(codeOf('IN_REVIEW', request('PROPOSE_CANCEL', 'SELLER'), { proposals })).toBe('already_proposed');
    expect(codeOf('IN_REVIEW', request('AGREE_CANCEL', 'SELLER'), { proposals })).toBe('→ CANCELLED');
  });

  test('the buyer leaves with cause while the review runs and the terms name it; approval waives the due diligence', () => {
    const leave = (state: State, cause: MoveInput['cause'], changes: Partial<SaleFacts> = {}) =>
      codeOf(state, request('WALK_AWAY', 'BUYER', cause ? { cause } : {}), changes);
    const approved = { approved: { BUYER: true, SELLER: true } };
    expect(leave('IN_REVIEW', 'DUE_DILIGENCE')).toBe('→ CANCELLED');
    expect(leave('ADMIN_FINAL_REVIEW', 'DUE_DILIGENCE', approved)).toBe('not_a_cause');
    expect(leave('ADMIN_FINAL_REVIEW', 'INSURANCE_QUOTE', approved)).toBe('→ CANCELLED');
    expect(leave('IN_REVIEW', 'KEY_STAFF_STAY')).toBe('not_a_cause');
    expect(leave('PAYMENT_PENDING', 'INSURANCE_QUOTE', approved)).toBe('not_a_cause');
    expect(leave('PAYMENT_PENDING', undefined, approved)).toBe('→ CANCELLED');
    expect(leave('IN_REVIEW', undefined, { onHoldSince: NOW })).toBe('deal_on_hold');
    expect(codeOf('IN_REVIEW', request('WALK_AWAY', 'SELLER'))).toBe('not_yours');
  });

  test('silence costs the buyer only where nobody else was missing', () => {
    const silence = (changes: Partial<SaleFacts>) => {
      const verdict = judge(currentProcess, facts('IN_REVIEW', changes), request('REVIEW_EXPIRED', 'TIMER'));
      return verdict.open && verdict.transition.effects.includes('compensateSeller');
    };
    const ready = { approved: { BUYER: false, SELLER: true } };
    const buyers = item({ phase: 'PRE_CLOSING', owner: 'BUYER' });
    expect(silence({})).toBe(false);
    expect(silence(ready)).toBe(true);
    expect(silence({ ...ready, walkAwayCents: 0 })).toBe(false);
    expect(silence({ ...ready, items: [item({ owner: 'SELLER' })] })).toBe(false);
    expect(silence({ ...ready, items: [item({ owner: 'BUYER' })] })).toBe(true);
    expect(silence({ items: [buyers] })).toBe(true);
    expect(silence({ approved: { BUYER: true, SELLER: false } })).toBe(false);
    expect(silence({ approved: { BUYER: true, SELLER: false }, items: [buyers] })).toBe(true);
    expect(silence({ approved: { BUYER: true, SELLER: true } })).toBe(false);
    expect(onSilence(currentProcess, facts('SELLER_APPROVED', ready), 'REVIEW')).toContain('$5,000.00');
    expect(onSilence(currentProcess, facts('IN_REVIEW'), 'REVIEW')).toContain('goes back in full');
  });

  test('silence decides nothing while a side cannot sign in, at whatever stage; a dispute goes on to the platform', () => {
    const silent = STATES.flatMap((state) => {
      const { wait } = currentProcess.states[state];
      const silence = wait && currentProcess.waits[wait].silence;
      return silence ? [[state, silence] as const] : [];
    });
    expect(silent).toHaveLength(STATES.length - 1);
    for (const lockedOut of [['BUYER'], ['SELLER'], ['BUYER', 'SELLER']] as const) {
      for (const [state, silence] of silent) {
        const code = codeOf(state, request(silence, 'TIMER'), {
          ...{ lockedOut, heldCents: facts(state).heldCents || 1 },
          // As they would be where the buyer alone is missing, and where items with a federal deadline are open.
          approved: { BUYER: false, SELLER: true },
          items: [item({ code: 'BOC_3', phase: 'POST_CLOSING', owner: 'BUYER' })],
        });
        expect([state, code]).toEqual([state, state === 'DISPUTED' ? '→ SAME' : 'side_locked_out']);
      }
    }
    for (const [move, state] of [
      ['PAY_DEPOSIT', 'AWAITING_DEPOSIT'],
      ['PAY_BALANCE', 'PAYMENT_PENDING'],
    ] as const) {
      const lockedOut = ['SELLER'] as const;
      expect(codeOf(state, request(move, 'BUYER'), { lockedOut })).toBe('side_locked_out');
    }
  });

  describe('whose silence the end of a review counts', () => {
    /** `BUYER`: the deposit compensates the seller. */
    const blames = (changes: Partial<SaleFacts>, process = currentProcess) => {
      const verdict = judge(process, facts('IN_REVIEW', changes), request('REVIEW_EXPIRED', 'TIMER'));
      return verdict.open && verdict.transition.effects.includes('compensateSeller');
    };
    const agreement = (code: string) => item({ code, phase: 'PRE_CLOSING', owner: 'SELLER' });
    const version6 = processes.find(({ version }) => version === 'sale-v6');

    test.each(['PURCHASE_AGREEMENT', 'ASSET_PURCHASE_AGREEMENT', 'BILL_OF_SALE'])(
      'a %s waits for the sides that have not signed it, whoever owns the item',
      (code) => {
        const signed = (BUYER: boolean, SELLER: boolean): Partial<SaleFacts> => ({
          items: [agreement(code)],
          agreementSigned: { BUYER, SELLER },
        });
        expect(blames(signed(false, true))).toBe(true);
        expect(blames(signed(false, true), version6)).toBe(false);
        expect(blames(signed(false, false))).toBe(false);
        expect(blames(signed(true, false))).toBe(false);
        // Signed here by both, and still not shown: that is its owner's to do.
        expect(blames(signed(true, true))).toBe(false);
        const next = (changes: Partial<SaleFacts>) =>
          whoIsNext(
            currentProcess,
            facts('BUYER_APPROVED', { ...changes, approved: { BUYER: true, SELLER: false } }),
          );
        expect(next(signed(false, true))).toEqual(['BUYER']);
        expect(next(signed(false, false))).toEqual(['BUYER', 'SELLER']);
        expect(next(signed(true, true))).toEqual(['SELLER']);
      },
    );

    test('a question counts against whoever asked, until the other side has had 72 hours to answer', () => {
      const asked = (owner: 'BUYER' | 'SELLER', questionedBy: string, hoursAgo: number) =>
        item({ owner, status: 'DONE', questionedBy, questionedAt: NOW - hoursAgo * HOUR_MS });
      const ready = { approved: { BUYER: false, SELLER: true } };
      const sellers = (hours: number) => ({ ...ready, items: [asked('SELLER', 'the BUYER', hours)] });
      const buyers = (hours: number) => ({ ...ready, items: [asked('BUYER', 'the SELLER', hours)] });
      expect([blames(sellers(71)), blames(sellers(72))]).toEqual([true, false]);
      expect([blames(buyers(71)), blames(buyers(72))]).toEqual([false, true]);
      expect(blames({ ...ready, items: [asked('BUYER', 'Ann', 1)] })).toBe(false);
      expect([blames(sellers(71), version6), blames(buyers(71), version6)]).toEqual([false, true]);
      // What silence would do is said of the deadline, which is past the time to answer.
      const later = { deadlineAt: NOW + 5 * DAY_MS };
      expect(
        onSilence(currentProcess, facts('SELLER_APPROVED', { ...sellers(1), ...later }), 'REVIEW'),
      ).toContain('goes back in full');
    });

    test('another agreement in the place of one counts against whoever brought it, for as long', () => {
      const replaced = (by: 'BUYER' | 'SELLER', hoursAgo: number): Partial<SaleFacts> => ({
        items: [agreement('PURCHASE_AGREEMENT')],
        agreementSigned: { BUYER: by === 'BUYER', SELLER: by === 'SELLER' },
        agreementReplaced: { by, at: NOW - hoursAgo * HOUR_MS },
      });
      expect([blames(replaced('BUYER', 71)), blames(replaced('BUYER', 72))]).toEqual([true, false]);
      expect([blames(replaced('SELLER', 71)), blames(replaced('SELLER', 72))]).toEqual([false, true]);
    });

    test('each side questions an item three times; an administrator goes on', () => {
      const question = { itemId: 'item', reason: 'Why?' };
      const code = (mover: Mover, asked: Partial<ItemFact>) => {
        const items = [item({ status: 'DONE', owner: mover === 'SELLER' ? 'BUYER' : 'SELLER', ...asked })];
        const preview = previewMove(
          currentProcess,
          facts('IN_REVIEW', { items }),
          'QUESTION_ITEM',
          mover as 'BUYER',
          person(mover),
        );
        const tried = codeOf('IN_REVIEW', request('QUESTION_ITEM', mover, { question }), { items });
        expect(preview.open ? '→ SAME' : preview.refusal.code).toBe(tried);
        return tried;
      };
      expect(code('BUYER', { buyerQuestions: 2, sellerQuestions: 3 })).toBe('→ SAME');
      expect(code('BUYER', { buyerQuestions: 3 })).toBe('questions_used_up');
      expect(code('SELLER', { buyerQuestions: 3 })).toBe('→ SAME');
      expect(code('SELLER', { sellerQuestions: 3 })).toBe('questions_used_up');
      expect(code('ADMIN', { buyerQuestions: 3, sellerQuestions: 3 })).toBe('→ SAME');
    });
  });

  test('nobody settles with themselves, or on a proposal that is open no more', () => {
    const split = { buyerCents: PRICE, sellerCents: 0 };
    const proposals = [proposal({ outcome: 'CANCELLED', split })];
    const input = { proposalId: 'proposal', outcome: 'CANCELLED' as const, split };
    expect(codeOf('DISPUTED', request('SETTLE', 'SELLER', input), { proposals })).toBe('no_such_proposal');
    expect(
      codeOf('DISPUTED', request('SETTLE', 'BUYER', { ...input, proposalId: 'older' }), { proposals }),
    ).toBe('no_such_proposal');
    expect(codeOf('DISPUTED', request('SETTLE', 'BUYER', input), { proposals })).toBe('→ CANCELLED');
  });

  test.each([
    [PRICE - 1, 0],
    [PRICE, 1],
    [0, 0],
  ])('a split of %d and %d cents is not what is held', (buyerCents, sellerCents) => {
    const input = { outcome: 'CANCELLED' as const, split: { buyerCents, sellerCents } };
    expect(codeOf('DISPUTED', request('RESOLVE', 'ADMIN', input))).toBe('split_mismatch');
    expect(codeOf('DISPUTED', request('PROPOSE_SETTLEMENT', 'BUYER', input))).toBe('split_mismatch');
  });

  test('a sale is not completed by decision before its price is paid', () => {
    const input = { outcome: 'COMPLETED' as const, split: { buyerCents: 0, sellerCents: DEPOSIT } };
    const changes = { heldCents: DEPOSIT };
    expect(codeOf('DISPUTED', request('RESOLVE', 'ADMIN', input), changes)).toBe('price_not_paid');
    expect(codeOf('DISPUTED', request('PROPOSE_SETTLEMENT', 'BUYER', input), changes)).toBe('price_not_paid');
  });

  test('above the limit a decision takes a second, different admin who says the same', () => {
    const split = { buyerCents: 1, sellerCents: PRICE - 1 };
    const input = { outcome: 'COMPLETED' as const, split };
    const first = proposal({ kind: 'DECISION', by: 'ADMIN', userId: 'Ann', outcome: 'COMPLETED', split });
    const limited = { twoAdminLimitCents: PRICE - 1, proposals: [first] };
    const decide = (userId: string, wanted: MoveInput, changes: Partial<SaleFacts>) =>
      codeOf('DISPUTED', request('RESOLVE', 'ADMIN', wanted, userId), changes);
    expect(decide('Ann', input, { twoAdminLimitCents: PRICE })).toBe('→ COMPLETED');
    expect(decide('Ann', input, { ...limited, proposals: [] })).toBe('→ SAME');
    expect(decide('Ann', input, limited)).toBe('second_admin_needed');
    expect(decide('Bob', { ...input, split: { buyerCents: 2, sellerCents: PRICE - 2 } }, limited)).toBe(
      '→ SAME',
    );
    expect(decide('Bob', { ...input, outcome: 'CANCELLED' }, limited)).toBe('→ SAME');
    expect(decide('Bob', input, limited)).toBe('→ COMPLETED');
  });

  test('once a deadline has passed the sides cannot act any more, the platform can', () => {
    const late = { deadlineAt: NOW };
    expect(codeOf('INSPECTION', request('DISPUTE', 'BUYER'), late)).toBe('deadline_passed');
    expect(codeOf('INSPECTION', request('DISPUTE', 'BUYER'), { deadlineAt: NOW + 1 })).toBe('→ DISPUTED');
    expect(codeOf('INSPECTION', request('HOLD', 'ADMIN'), late)).toBe('→ SAME');
    expect(codeOf('INSPECTION', request('DISPUTE', 'BUYER'), { ...late, onHoldSince: NOW - 1 })).toBe(
      '→ DISPUTED',
    );
    expect(codeOf('DISPUTED', request('ADD_EVIDENCE', 'BUYER'), late)).toBe('→ SAME');
  });

  test('what a reader previews leaves to the move what only the move brings', () => {
    const open = (move: MoveName, state: State) =>
      previewMove(currentProcess, facts(state), move, 'ADMIN', person('Ann')).open;
    expect(open('RESOLVE', 'DISPUTED')).toBe(true);
    expect(open('RESOLVE', 'INSPECTION')).toBe(false);
    expect(open('ADMIN_APPROVE', 'ADMIN_FINAL_REVIEW')).toBe(true);
  });
});

describe('who is next', () => {
  const next = (state: State, changes: Partial<SaleFacts> = {}) =>
    whoIsNext(currentProcess, facts(state, changes));

  test('those who have not signed, then the buyer who pays', () => {
    expect(next('AWAITING_DEPOSIT', { signed: { BUYER: false, SELLER: false } })).toEqual([
      'BUYER',
      'SELLER',
    ]);
    expect(next('AWAITING_DEPOSIT', { signed: { BUYER: true, SELLER: false } })).toEqual(['SELLER']);
    expect(next('AWAITING_DEPOSIT')).toEqual(['BUYER']);
  });

  test('those whose items are open, where an approval waits for them', () => {
    expect(next('IN_REVIEW')).toEqual(['BUYER', 'SELLER']);
    expect(next('SELLER_APPROVED', { items: [item({ owner: 'SELLER' })] })).toEqual(['SELLER']);
    expect(next('BUYER_APPROVED')).toEqual(['SELLER']);
  });

  test('the admin in the final review, on a hold, and when a dispute has to be decided', () => {
    expect(next('ADMIN_FINAL_REVIEW')).toEqual(['ADMIN']);
    expect(next('INSPECTION')).toEqual(['BUYER']);
    expect(next('INSPECTION', { onHoldSince: NOW })).toEqual(['ADMIN']);
    expect(next('DISPUTED')).toEqual(['BUYER', 'SELLER']);
    expect(next('DISPUTED', { wait: 'DECISION' })).toEqual(['ADMIN']);
    expect(next('CANCELLED')).toEqual([]);
  });

  test.each(processes.map((process) => [process.version, process] as const))(
    'is in lists who it is on the page of the deal, held or not, whoever has signed: version %s',
    (_, process) => {
      const yesNo = [true, false];
      const places = STATES.flatMap((state) =>
        [process.states[state].wait, ...(state === 'DISPUTED' ? ['DECISION' as const] : [])].map((wait) => ({
          ...{ state, wait },
        })),
      );
      for (const { state, wait } of places)
        for (const BUYER of yesNo)
          for (const SELLER of yesNo)
            for (const onHoldSince of [null, NOW]) {
              const told = { wait, state, onHoldSince, signed: { BUYER, SELLER } };
              expect({ told, who: whoIsAwaited(process, told) }).toEqual({
                told,
                who: whoIsNext(process, facts(state, told)),
              });
            }
    },
  );
});

describe('deadlines', () => {
  const into = (
    state: State,
    before: Waiting,
    now: number,
    changes: { heldCents?: number; wait?: Transition['wait'] } = {},
  ) => {
    const move = {
      ...(currentProcess.transitions[0] as Transition),
      to: state,
      ...(changes.wait ? { wait: changes.wait } : {}),
    };
    return waitAfter(currentProcess, before, move, state, {
      now,
      holdbackDays: 90,
      heldCents: changes.heldCents ?? 1,
    });
  };
  const none: Waiting = { wait: null, waitSince: null, deadlineAt: null, remindAt: null };
  const days = (instant: number | null, from = NOW) => (instant === null ? null : (instant - from) / DAY_MS);

  test.each([
    ['AWAITING_DEPOSIT', 7, [5]],
    ['IN_REVIEW', 30, [23, 28]],
    ['PAYMENT_PENDING', 10, [7]],
    ['TRANSFER_IN_PROGRESS', 45, [31, 42]],
    ['INSPECTION', 14, [11]],
    ['DISPUTED', 14, [11]],
  ] as [State, number, number[]][])(
    '%s lasts %d days, with reminders on days %j',
    (state, lasts, reminders) => {
      const waiting = into(state, none, NOW);
      expect(days(waiting.deadlineAt)).toBe(lasts);
      const found: number[] = [];
      for (let at = waiting.remindAt; at !== null;) {
        found.push((at - NOW) / DAY_MS);
        at = nextReminder(currentProcess, waiting.wait ?? 'DEPOSIT', waiting.deadlineAt ?? 0, at);
      }
      expect(found).toEqual(reminders);
    },
  );

  test('the time of the review goes on from state to state, and leaves the platform its week', () => {
    const review = into('IN_REVIEW', none, NOW);
    expect(into('BUYER_APPROVED', review, NOW + 20 * DAY_MS)).toEqual(review);
    expect(days(into('ADMIN_FINAL_REVIEW', review, NOW + 10 * DAY_MS).deadlineAt)).toBe(30);
    expect(days(into('ADMIN_FINAL_REVIEW', review, NOW + 29 * DAY_MS).deadlineAt)).toBe(36);
  });

  test('a hold-back is waited for as long as the terms say, and not where nothing is kept', () => {
    expect(days(into('COMPLETED', none, NOW).deadlineAt)).toBe(90);
    expect(into('COMPLETED', none, NOW, { heldCents: 0 })).toEqual(none);
    expect(into('CANCELLED', none, NOW)).toEqual(none);
  });

  test('a hold stops the clock where silence would decide something, and lifting it gives the time back', () => {
    const inspection = into('INSPECTION', none, NOW);
    const transfer = into('TRANSFER_IN_PROGRESS', none, NOW);
    expect(wakeAt(currentProcess, inspection, true)).toBeNull();
    expect(wakeAt(currentProcess, inspection, false)).toBe(inspection.remindAt);
    const settling = into('DISPUTED', none, NOW);
    expect(wakeAt(currentProcess, settling, true)).toBe(settling.remindAt);
    for (const process of processes) {
      const stopped = WAITS.filter((wait) => standsStillOnHold(process, wait));
      expect(stopped).toEqual(WAITS.filter((wait) => wait !== 'SETTLEMENT' && wait !== 'DECISION'));
    }
    expect(days(resumed(currentProcess, inspection, NOW + 2 * DAY_MS, NOW + 7 * DAY_MS).deadlineAt)).toBe(19);
    expect(days(resumed(currentProcess, inspection, NOW - 9 * DAY_MS, NOW + 5 * DAY_MS).deadlineAt)).toBe(19);
    expect(days(resumed(currentProcess, transfer, NOW, NOW + 5 * DAY_MS).deadlineAt)).toBe(50);
    expect(resumed(currentProcess, settling, NOW, NOW + 5 * DAY_MS)).toEqual(settling);
  });

  test('an extension moves deadline and reminders', () => {
    const review = into('IN_REVIEW', none, NOW);
    const longer = extended(currentProcess, review, 10, NOW + 29 * DAY_MS);
    expect([days(longer.deadlineAt), days(longer.remindAt)]).toEqual([40, 33]);
  });
});

describe('money', () => {
  const agreed = (priceCents: number, holdbackPct: number): AgreedSums => ({
    ...{ priceCents, paidNowCents: priceCents, owedLaterCents: 0, holdbackPct },
    ...{ depositCents: null, depositIfBuyerWalks: 'HALF_COMPENSATES_SELLER' },
  });
  const rates = {
    feeBasisPoints: 300,
    depositBasisPoints: 1_000,
    depositLeastCents: 50_000,
    depositMostCents: 1_000_000,
  };

  test.each([
    [
      20_000_000,
      10,
      { feeCents: 600_000, depositCents: 1_000_000, holdbackCents: 2_000_000, walkAwayCents: 500_000 },
    ],
    [300_000, 0, { feeCents: 9_000, depositCents: 50_000, holdbackCents: 0, walkAwayCents: 9_000 }],
    [5_000_000, 0, { feeCents: 150_000, depositCents: 500_000, holdbackCents: 0, walkAwayCents: 150_000 }],
    [40_000, 100, { feeCents: 1_200, depositCents: 40_000, holdbackCents: 38_800, walkAwayCents: 1_200 }],
  ])('for a price of %d cents with %d %% held back', (price, pct, sums) => {
    expect(fixSums(agreed(price, pct), rates)).toEqual(sums);
  });

  test('what the seller lends goes around escrow: the fee is of the whole price, all the rest of what is paid now', () => {
    const lent = { ...agreed(10_000_000, 50), paidNowCents: 2_000_000, owedLaterCents: 8_000_000 };
    expect(fixSums(lent, rates)).toEqual({
      ...{ feeCents: 300_000, depositCents: 1_000_000, holdbackCents: 1_700_000, walkAwayCents: 300_000 },
    });
    expect(fixSums({ ...lent, paidNowCents: 200_000 }, rates)).toEqual({
      ...{ feeCents: 200_000, depositCents: 200_000, holdbackCents: 0, walkAwayCents: 100_000 },
    });
  });

  test('what walking away costs is a term: half the deposit and at most the fee, nothing, or all of it', () => {
    const cost = (changes: Partial<AgreedSums>) =>
      fixSums({ ...agreed(PRICE, 0), ...changes }, rates).walkAwayCents;
    expect(cost({ depositCents: 400_001 })).toBe(200_000);
    expect(cost({ depositCents: 4_000_000 })).toBe(600_000);
    expect(cost({ depositIfBuyerWalks: 'BACK_TO_BUYER' })).toBe(0);
    expect(cost({ depositIfBuyerWalks: 'SELLER_KEEPS_IT', depositCents: 4_000_000 })).toBe(4_000_000);
    expect(divideWalkAway(DEPOSIT, 500_000)).toMatchObject({
      feeCents: 0,
      sellerCents: 500_000,
      buyerCents: 500_000,
    });
    expect(divideWalkAway(300_000, 500_000)).toMatchObject({ sellerCents: 300_000, buyerCents: 0 });
  });

  test('no cent is lost or made, whatever the price, the fee and the split', () => {
    const sum = fc.integer({ min: 1, max: 10_000_000_000 });
    fc.assert(
      fc.property(
        sum,
        fc.nat(2_000),
        fc.nat(100),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (price, fee, pct, part) => {
          const { feeCents, depositCents, holdbackCents } = fixSums(agreed(price, pct), {
            ...rates,
            feeBasisPoints: fee,
          });
          expect(depositCents).toBeLessThanOrEqual(price);
          const sold = divideSale(price, feeCents, holdbackCents);
          expect(sold.feeCents + sold.sellerCents + sold.keptCents).toBe(price);
          expect(Math.min(sold.sellerCents, sold.keptCents)).toBeGreaterThanOrEqual(0);
          const sellerCents = Math.floor(price * part);
          const settled = divideBySplit({ buyerCents: price - sellerCents, sellerCents }, price, feeCents);
          expect(settled.feeCents + settled.sellerCents + settled.buyerCents).toBe(price);
          expect(settled.sellerCents).toBeGreaterThanOrEqual(0);
          expect(settled.feeCents).toBeLessThanOrEqual(feeCents);
        },
      ),
    );
  });

  test('the fee of a settlement is in proportion to the seller’s part, half a cent rounded up', () => {
    expect(divideBySplit({ buyerCents: 10_000_000, sellerCents: 10_000_000 }, PRICE, 600_000).feeCents).toBe(
      300_000,
    );
    expect(divideBySplit({ buyerCents: 0, sellerCents: 50 }, 100, 3).feeCents).toBe(2);
    expect(divideBySplit({ buyerCents: PRICE, sellerCents: 0 }, PRICE, 600_000).feeCents).toBe(0);
  });

  test('a refund is spread over the payments in their order, and never beyond what they can give back', () => {
    const payments = [
      { paymentId: 'newer', refundableCents: 70 },
      { paymentId: 'older', refundableCents: 30 },
    ];
    expect(planRefund(60, payments)).toEqual([{ paymentId: 'newer', amountCents: 60 }]);
    expect(planRefund(100, payments)).toEqual([
      { paymentId: 'newer', amountCents: 70 },
      { paymentId: 'older', amountCents: 30 },
    ]);
    expect(planRefund(101, payments)).toBeNull();
  });
});

test('a cancellation while banks decide divides at once what they cannot take, and in the end as it said', () => {
  const payment = fc.record({ refundableCents: fc.nat(1_000), disputedCents: fc.nat(1_200) });
  fc.assert(
    fc.property(
      fc.array(payment, { minLength: 1, maxLength: 4 }),
      fc.nat(100),
      fc.nat(),
      (sums, share, bits) => {
        // Mostly one of them is disputed.
        const payments = sums.map(({ refundableCents, disputedCents }, at) => ({
          ...{ paymentId: `p${at}`, refundableCents },
          disputedCents: (bits >> at) % 2 === 0 ? Math.min(disputedCents, refundableCents) : 0,
        }));
        const total = (of: (each: (typeof payments)[number]) => number) =>
          payments.reduce((sum, each) => sum + of(each), 0);
        const held = total(({ refundableCents }) => refundableCents);
        const disputed = total(({ disputedCents }) => disputedCents);
        const sellerCents = Math.floor((held * share) / 100);
        const split = { buyerCents: held - sellerCents, sellerCents };
        const { now, waiting } = divideAroundBanks(split, payments);
        const later = (side: 'buyerCents' | 'sellerCents') =>
          waiting.reduce((sum, each) => sum + each[side], 0);
        expect(now.buyerCents + later('buyerCents')).toBe(split.buyerCents);
        expect(now.sellerCents + later('sellerCents')).toBe(split.sellerCents);
        // The seller waits for no bank as long as there is anything else, and the buyer for none but that of a disputed payment.
        expect(now.sellerCents).toBe(Math.min(sellerCents, held - disputed));
        const undisputed = total(({ refundableCents, disputedCents }) =>
          disputedCents > 0 ? 0 : refundableCents,
        );
        expect(now.buyerCents).toBeLessThanOrEqual(undisputed);
        for (const { paymentId, ...parts } of waiting) {
          const { refundableCents, disputedCents } = payments.find(
            (each) => each.paymentId === paymentId,
          ) ?? {
            ...{ refundableCents: 0, disputedCents: 0 },
          };
          const waits = parts.buyerCents + parts.sellerCents;
          expect(waits).toBeLessThanOrEqual(refundableCents);
          expect(waits).toBeGreaterThanOrEqual(disputedCents);
          expect(Math.min(now.buyerCents, parts.buyerCents, parts.sellerCents)).toBeGreaterThanOrEqual(0);
        }
      },
    ),
  );
});

describe('the books', () => {
  const deal: BookedDeal = {
    ...{ id: 'deal', sellerId: 'seller', state: 'COMPLETED', wait: 'HOLDBACK' },
    ...{ paidNowCents: PRICE, depositCents: DEPOSIT, feeCents: 600_000, holdbackCents: 2_000_000 },
  };
  const moved = (debit: string, credit: string, amount: number): TransferRow => ({
    ...{ id: `${debit} ${credit}`, debit, credit, amount, unit: 'USD', reason: 'A test' },
    ...{ subject: { type: 'transaction', id: 'deal' }, postedAt: NOW },
  });
  const escrow = 'escrow:deal';
  const transfers = [
    moved('unallocated:one', escrow, DEPOSIT),
    moved('unallocated:two', escrow, PRICE - DEPOSIT),
    moved(escrow, 'revenue:fees', 600_000),
    moved(escrow, 'payable:seller', 17_400_000),
  ];
  const books = { transfers, heldCents: 2_000_000, receivedCents: PRICE, frozenCents: 0 };
  const faults = (
    changes: Partial<typeof books>,
    of: Partial<BookedDeal> = {},
    holds: Holding = 'HOLDBACK',
  ) => findFaults({ ...deal, ...of }, holds, { ...books, ...changes }).map(({ check }) => check);

  test('of a sound deal are without fault', () => {
    expect(faults({})).toEqual([]);
    const refunded = [moved('unallocated:one', escrow, DEPOSIT), moved(escrow, 'refunds:r', DEPOSIT)];
    const back = { transfers: refunded, heldCents: 0, receivedCents: DEPOSIT };
    expect(faults(back, { state: 'CANCELLED', wait: null }, 'NOTHING')).toEqual([]);
    const lost = [moved('unallocated:one', escrow, DEPOSIT), moved(escrow, 'expense:chargebacks', DEPOSIT)];
    expect(faults({ ...back, transfers: lost }, { state: 'CANCELLED', wait: null }, 'NOTHING')).toEqual([]);
    const bitten = [...transfers, moved(escrow, 'expense:chargebacks', 500_000)];
    expect(faults({ transfers: bitten, heldCents: 1_500_000 })).toEqual([]);
  });

  test('of a canceled deal hold what waits for a bank, to the cent', () => {
    const held = { transfers: [moved('unallocated:one', escrow, DEPOSIT)], receivedCents: DEPOSIT };
    const of = { state: 'CANCELLED', wait: null } as const;
    const frozen = (frozenCents: number) =>
      faults({ ...held, heldCents: DEPOSIT, frozenCents }, of, 'NOTHING');
    expect(frozen(DEPOSIT)).toEqual([]);
    for (const cents of [0, DEPOSIT - 1, DEPOSIT + 1])
      expect(frozen(cents)).toEqual(['transactions.state_fits_money']);
  });

  test('tell what is missing, too much, or somewhere else', () => {
    expect(faults({ heldCents: 2_000_001 })).toEqual([
      'transactions.money_adds_up',
      'transactions.state_fits_money',
    ]);
    expect(faults({ receivedCents: PRICE - DEPOSIT })).toEqual(['transactions.receipts_are_booked']);
    expect(faults({}, { feeCents: 599_999 })).toEqual(['transactions.fee_is_agreed']);
    const elsewhere = [...transfers.slice(0, 3), moved(escrow, 'payable:friend', 17_400_000)];
    expect(faults({ transfers: elsewhere })).toEqual([
      'transactions.money_goes_where_it_may',
      'transactions.money_adds_up',
    ]);
    expect(faults({}, { wait: null })).toEqual(['transactions.state_fits_money']);
    expect(faults({}, { state: 'DISPUTED' }, 'ANY')).toEqual([]);
    expect(faults({}, { state: 'INSPECTION' }, 'PRICE')).toEqual(['transactions.state_fits_money']);
  });
});

test('the hash of terms is that of their content, not of the order of their fields', () => {
  const { agreed, ...sums }: FrozenTerms = {
    ...{ processVersion: 'sale-v1', offerId: 'o', offerVersionId: 'v', listingId: 'l', usdot: 1 },
    ...{ buyerId: 'b', sellerId: 's', dealStructure: 'EQUITY_SALE', holdbackDays: 90 },
    ...{ priceCents: PRICE, depositCents: DEPOSIT, feeCents: 600_000, holdbackCents: 0 },
    agreed: {
      ...{
        financing: 'CASH',
        holdbackPct: 0,
        holdbackDays: 90,
        contingencies: ['DUE_DILIGENCE', 'INSURANCE_QUOTE'],
      },
      ...{ closingDate: null, exclusivityDays: 30, transitionSupportDays: 0, otherConditions: 'As seen.' },
    },
  };
  const { otherConditions, ...others } = agreed;
  const hash = hashOfTerms({ ...sums, agreed });
  expect(hashOfTerms({ agreed: { otherConditions, ...others }, ...sums })).toBe(hash);
  expect(hashOfTerms({ ...sums, agreed, priceCents: PRICE + 1 })).not.toBe(hash);
  const contingencies = agreed.contingencies.toReversed();
  expect(hashOfTerms({ ...sums, agreed: { ...agreed, contingencies } })).not.toBe(hash);
});

test('an item is told once before its day and once after it, also where an outage has swallowed the one or the other', () => {
  const dueAt = NOW + 14 * DAY_MS;
  const [near, late] = [dueAt - 3 * DAY_MS, dueAt + DAY_MS];
  expect(nextItemReminder([dueAt], NOW)).toBe(near);
  expect(nextItemReminder([dueAt], near)).toBe(late);
  expect(nextItemReminder([dueAt], late)).toBeNull();
  expect(nextItemReminder([dueAt, dueAt + 11 * DAY_MS], near)).toBe(late);
  expect(itemReminder(dueAt, near, near)).toBe('NEAR');
  expect(itemReminder(dueAt, late, late)).toBe('LATE');
  // Too late for the one and too early for the other; too late for both.
  expect(itemReminder(dueAt, near, dueAt + 1)).toBeNull();
  expect(itemReminder(dueAt, near, late)).toBe('LATE');
  expect(itemReminder(dueAt, near + 1, dueAt - 1)).toBeNull();
});

test('a day is reminded of two weeks, one and two days before it, and the day, the week and the month after', () => {
  const dueAt = NOW + 100 * DAY_MS;
  const days: number[] = [];
  for (let at = nextDateReminder(dueAt, NOW); at !== null; at = nextDateReminder(dueAt, at)) {
    days.push((at - dueAt) / DAY_MS);
  }
  expect(days).toEqual([-14, -7, -2, 1, 7, 30]);
  // After an outage the next one alone.
  expect(nextDateReminder(dueAt, dueAt - DAY_MS)).toBe(dueAt + DAY_MS);
});
