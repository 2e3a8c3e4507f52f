/** Somebody tries something on a deal: what is open to them has to work, what is closed has to be refused as foretold. */
import { uploadDocument } from './make-documents';
import type { MoveName } from '../../src/modules/transactions/process/process';
import type { PaymentShape } from '../../src/modules/payments';
import type { ChecklistItemView, TransactionView } from '../../src/modules/transactions/transactions.schema';
import type { ApiAnswer } from './client';
import type { TestUser } from './app';
import { codeOf, type DealWorld, type MadeDeal, succeed } from './make-transactions';

export type Who = 'buyer' | 'seller' | 'admin' | 'secondAdmin';

export interface Walk {
  deal: MadeDeal;
  people: Record<Who, TestUser>;
}

/** `luck` chooses among what there is to choose from. */
export interface Try {
  who: Who;
  luck: number;
  cents: number;
  /** One of the moves that are open; or one that is closed. */
  open: boolean;
}

export const walkOf = ({ admin, secondAdmin }: DealWorld, deal: MadeDeal): Walk => ({
  deal,
  people: { buyer: deal.buyer, seller: deal.seller, admin, secondAdmin },
});

/** Moves that soon end a walk are chosen seldom; all others four times as often. */
const SELDOM: MoveName[] = [
  'CANCEL',
  'WALK_AWAY',
  'PROPOSE_CANCEL',
  'AGREE_CANCEL',
  'ADMIN_CANCEL',
  'DISPUTE',
  'HOLD',
];
const often = <Known extends { move: MoveName }>(known: Known[]): Known[] =>
  known.flatMap((each) => (SELDOM.includes(each.move) ? [each] : [each, each, each, each]));

const pick = <Item>(items: readonly Item[], by: number): Item | undefined => items[by % items.length];

const METHODS = [
  { method: 'CARD', paymentMethodId: 'pm_card_visa' },
  { method: 'CARD', paymentMethodId: 'pm_card_chargeDeclined' },
  { method: 'CARD', paymentMethodId: 'pm_card_pendingRefund' },
  { method: 'CARD', paymentMethodId: 'pm_card_refundFail' },
  { method: 'CARD', paymentMethodId: 'pm_card_authenticationRequired' },
  { method: 'CARD', paymentMethodId: 'pm_card_createDisputeWon' },
  { method: 'CARD', paymentMethodId: 'pm_card_createDisputeLost' },
  { method: 'BANK_DEBIT', paymentMethodId: 'pm_usBankAccount_success' },
  { method: 'BANK_DEBIT', paymentMethodId: 'pm_usBankAccount_insufficientFunds' },
  { method: 'WIRE' },
];

/** The request of each move that a person can make, well-formed for the deal as it is. */
function requestOf({ deal, people }: Walk, view: TransactionView, who: Who, move: MoveName, cents: number) {
  const person = people[who];
  const side = who === 'buyer' || who === 'seller' ? who : 'admin';
  const send = (rest: string, body?: object) => person.post(`/transactions/${deal.id}${rest}`, body);
  const reason = 'It came over me.';
  const sellerCents = view.heldCents === 0 ? 0 : cents % (view.heldCents + 1);
  const split = { buyerCents: view.heldCents - sellerCents, sellerCents };
  const ended = view.status === 'COMPLETED' || view.status === 'CANCELLED';
  const outcome = ended
    ? view.status
    : view.heldCents === view.priceCents && cents % 2 === 0
      ? 'COMPLETED'
      : 'CANCELLED';
  const theirs = (wanted: string) =>
    view.proposals.find(({ by, kind }) => kind === wanted && by.toLowerCase() !== side)?.id ?? deal.id;
  const mine = () => view.proposals.find(({ by }) => by.toLowerCase() === side)?.id ?? deal.id;
  /** Of an item that can be questioned, or that they have questioned, where there is one. */
  const sayOfItem = async (status: 'OPEN' | 'WITHDRAWN') => {
    const { body } = await person.get(`/transactions/${deal.id}/checklist`);
    const items = body.data as ChecklistItemView[];
    const own = side === 'admin' ? 'PLATFORM' : side.toUpperCase();
    const fits = ({ question, owner, phase, status: now }: ChecklistItemView) =>
      status === 'WITHDRAWN'
        ? question !== null && (side === 'admin' || question.by === own)
        : question === null && owner !== own && now !== 'OPEN' && !signedOff.includes(phase);
    const asks = ({ moves }: ChecklistItemView) => moves.open.some(({ move }) => move === 'QUESTION_ITEM');
    // One that was questioned as often as a side can is no choice while there is another.
    const open = status === 'OPEN' ? items.find(asks) : undefined;
    const { id } = open ?? items.find(fits) ?? items[0] ?? { id: deal.id };
    return person.put(`/transactions/${deal.id}/checklist/${id}/question`, { status, reason });
  };
  const signedOff: string[] = [
    ...(view.approvals.buyerAt ? ['DUE_DILIGENCE'] : []),
    ...(view.approvals.sellerAt ? ['PRE_CLOSING'] : []),
    ...(['INSPECTION', 'COMPLETED'].includes(view.status) ? ['CLOSING'] : []),
  ];
  const requests: Partial<Record<MoveName, () => Promise<ApiAnswer>>> = {
    ACCEPT_TERMS: () => send(`/${side}/accept-terms`, { termsHash: view.termsHash }),
    PAY_DEPOSIT: () => send('/deposit', pick(METHODS, cents)),
    PAY_BALANCE: () => send('/final-payment', pick(METHODS, cents)),
    APPROVE: () => send(`/${side}/approve`),
    SIGN_AGREEMENT: async () => {
      const { body } = await person.get(`/transactions/${deal.id}/agreement`);
      return send('/agreement/sign', { hash: body.data?.hash ?? 'a'.repeat(64), typedName: person.name });
    },
    USE_OWN_AGREEMENT: async () => {
      const { body } = await person.get(`/transactions/${deal.id}/agreement`);
      const documentId = await uploadDocument(person, { type: 'PURCHASE_AGREEMENT' });
      return send('/agreement/own', { documentId, version: body.data?.version ?? 1 });
    },
    DRAW_UP_AGREEMENT: async () => {
      const { body } = await person.get(`/transactions/${deal.id}/agreement`);
      return send('/agreement/draw-up', { version: body.data?.version ?? 1 });
    },
    PROPOSE_EXTENSION: () => send('/extension/proposals', { days: (cents % 30) + 1 }),
    AGREE_EXTENSION: () => send(`/extension/proposals/${theirs('EXTENSION')}/accept`),
    PROPOSE_PRICE: () =>
      send('/price/proposals', { priceCents: view.priceCents + (cents % 5) * 100_000 + 1 }),
    AGREE_PRICE: () => send(`/price/proposals/${theirs('PRICE')}/accept`),
    WITHDRAW_PROPOSAL: () => send(`/proposals/${mine()}/withdraw`, { version: view.version }),
    ADMIN_APPROVE: () => send('/admin/approve', { version: view.version }),
    MARK_TRANSFERRED: () => send('/seller/mark-transferred'),
    ACCEPT: () => send('/buyer/accept'),
    QUESTION_ITEM: () => sayOfItem('OPEN'),
    WITHDRAW_QUESTION: () => sayOfItem('WITHDRAWN'),
    CANCEL: () => send('/cancel', { reason }),
    PROPOSE_CANCEL: () => send('/cancel', { reason }),
    AGREE_CANCEL: () => send('/cancel', { reason }),
    WALK_AWAY: () => send('/buyer/walk-away', { costCents: view.walkAwayCents, reason }),
    OBJECT_TO_RELEASE: () => send('/buyer/object-to-release', { reason }),
    ADMIN_CANCEL: () => send('/cancel', { reason, ...(cents % 3 === 0 ? {} : { split }) }),
    DISPUTE: () => send('/dispute', { reason }),
    ADD_EVIDENCE: () => send('/dispute/evidence', { statement: reason }),
    PROPOSE_SETTLEMENT: () => send('/dispute/proposals', { outcome, split }),
    SETTLE: () => send(`/dispute/proposals/${theirs('SETTLEMENT')}/accept`),
    RESOLVE: () => send('/admin/resolve', { outcome, split, reason }),
    // Nobody refunds past us here, so none waits.
    BOOK_REFUND: () => send('/admin/book-refund', { outsideRefundId: deal.id, reason }),
    HOLD: () => send('/admin/hold', { reason }),
    ADMIN_EXTEND: () => send('/admin/extend', { days: (cents % 30) + 1, reason }),
    RELEASE_HOLD: () => send('/admin/release-hold', { version: view.version, reason }),
  };
  return requests[move];
}

/** One request serves several moves: which one it is depends on the deal, so its refusal may be that of another. */
const SHARED: MoveName[] = ['CANCEL', 'PROPOSE_CANCEL', 'AGREE_CANCEL'];
/** Signing again answers what is signed; before the deposit there is nothing to sign, whatever else forbids it. */
const REFUSED_IN_ITS_OWN_WORDS: MoveName[] = ['SIGN_AGREEMENT', 'USE_OWN_AGREEMENT', 'DRAW_UP_AGREEMENT'];
/** What an open move may still answer: the gateway's word on a payment, or the same admin saying the same twice. */
const EVEN_IF_OPEN = ['409 payment_under_way', '409 already_paid', '409 second_admin_needed'];

/** `fine`: what an open move may answer besides, where the gateway is in trouble. Answers what was tried, and the answer. */
export async function tryMove(
  world: DealWorld,
  walk: Walk,
  { who, luck: by, cents, open }: Try,
  fine: readonly string[] = [],
): Promise<string | null> {
  const { deal, people } = walk;
  const view = await world.read(deal, people[who]);
  const known: { move: MoveName; code: string | null }[] = open
    ? often(view.moves.open.map(({ move }) => ({ move, code: null })))
    : view.moves.closed;
  const chosen = pick(known, by);
  if (!chosen) return null;
  if (chosen.move === 'UPDATE_CHECKLIST') {
    for (const phase of ['DUE_DILIGENCE', 'PRE_CLOSING', 'CLOSING']) {
      if (open) await world.settleItems(deal, phase).catch(() => undefined);
    }
    return 'UPDATE_CHECKLIST';
  }
  const request = requestOf(walk, view, who, chosen.move, cents);
  if (!request) throw new Error(`The walk knows no request for ${chosen.move}.`);
  const answer = await codeOf(request());
  if (chosen.code === null) {
    const expected = ['200', '201', ...EVEN_IF_OPEN, ...fine].includes(answer) ? 'fine' : answer;
    expect([view.status, who, chosen.move, expected]).toEqual([view.status, who, chosen.move, 'fine']);
  } else {
    expect(answer).toMatch(
      [...SHARED, ...REFUSED_IN_ITS_OWN_WORDS].includes(chosen.move)
        ? /^(200|4\d\d) ?/
        : new RegExp(`^4\\d\\d ${chosen.code}$`),
    );
  }
  return `${view.status} ${who} ${chosen.move} ${answer}`;
}

export interface WireSeen {
  luck: number;
  /** What has come, of the amount that is still missing. */
  amountOf(missingCents: number): number;
  reference: string;
  partial: boolean;
  sendBack: boolean;
}

/** A wire for one of the deal's payments; answers what was booked, in cents, with the answer. Null: none is by wire. */
export async function confirmWire(
  { admin, askBothAdmins }: DealWorld,
  { deal }: Walk,
  { luck: by, amountOf, ...meant }: WireSeen,
): Promise<{ answer: string; bookedCents: number } | null> {
  const { body } = await succeed(admin.get(`/transactions/${deal.id}/payments`));
  const wires = (body.data as PaymentShape[]).filter(({ method }) => method === 'WIRE');
  const wire = pick(wires, by);
  if (!wire) return null;
  const which = wire.purpose === 'DEPOSIT' ? 'verify-deposit' : 'verify-payment';
  const missingCents = wire.amountCents - wire.wiredCents;
  const amountCents = amountOf(missingCents > 0 ? missingCents : wire.amountCents);
  const seen = { ...meant, amountCents };
  const answer = await askBothAdmins(`/transactions/${deal.id}/admin/${which}/${wire.id}`, seen);
  expect(answer).toMatch(/^(200|409 .*)$/);
  return { answer: `wire ${wire.status} ${answer}`, bookedCents: answer === '200' ? amountCents : 0 };
}
