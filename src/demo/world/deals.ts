/** Sales of the demo's world, each up to a stage of its own: signed, paid, worked off, handed over, parted, disputed, reviewed. */
import type { Api, Json } from '../../journey/api';
import { uploadPaper } from '../../journey/upload-paper';
import { DAY_MS } from '../../platform/kernel/clock';
import { DEMO_PEOPLE } from '../people';
import { sign, type Stage, type Story } from './scenes';

/** Sums that a card takes; larger ones are wired. */
const CARD_MOST_CENTS = 2_500_000;

/** As a sale goes on; what stands at one waits there for somebody. */
export const DEAL_STAGES = [
  'AWAITING_DEPOSIT',
  'IN_REVIEW',
  'ADMIN_FINAL_REVIEW',
  'PAYMENT_PENDING',
  'TRANSFER_IN_PROGRESS',
  'INSPECTION',
  'COMPLETED',
] as const;
export type DealStage = (typeof DEAL_STAGES)[number];

const AT_ONCE = [0];

const ANSWERS = [
  'The bank statements of the last twelve months are in the folder now.',
  'The insurer confirmed in writing that the policy stays in force until the handover.',
  'We can meet at the yard on Thursday and go through the trucks one by one.',
] as const;

interface Deal {
  stage: Stage;
  id: string;
}

const at = ({ id }: Deal, rest = '') => `/transactions/${id}${rest}`;
const buyerOf = ({ stage }: Deal): Promise<Api> => stage.office.as(stage.buyer);
const sellerOf = ({ stage }: Deal): Promise<Api> => stage.office.as(stage.seller);
const adminOf = ({ stage }: Deal): Promise<Api> => stage.office.as(DEMO_PEOPLE.admin);

/** One administrator confirms what the bank shows, and a second one where the sum takes two. */
async function confirmWire(deal: Deal, which: 'deposit' | 'payment', payment: Json): Promise<void> {
  const { id, amountCents } = payment as { id: string; amountCents: number };
  const path = at(deal, `/admin/verify-${which}/${id}`);
  const wire = { amountCents, reference: `DEMO ${id}` };
  await (await adminOf(deal)).post(path, wire);
  const payments = await (await adminOf(deal)).list(at(deal, '/payments'));
  if (payments.some((each) => each.id === id && each.status === 'SUCCEEDED')) return;
  await (await deal.stage.office.as(DEMO_PEOPLE.secondAdmin)).post(path, wire);
}

async function payDeposit(deal: Deal): Promise<void> {
  const buyer = await buyerOf(deal);
  const depositCents = Number((await buyer.get(at(deal))).depositCents);
  if (depositCents <= CARD_MOST_CENTS) {
    await buyer.post(at(deal, '/deposit'), { method: 'CARD', paymentMethodId: 'pm_card_visa' });
  } else {
    const { payment } = await buyer.post(at(deal, '/deposit'), { method: 'WIRE' });
    await confirmWire(deal, 'deposit', payment as Json);
  }
  await deal.stage.office.settle();
}

async function talk(deal: Deal): Promise<void> {
  await (
    await buyerOf(deal)
  ).post(at(deal, '/messages'), {
    content: 'Could you put the bank statements into the folder? Our accountant asks for them.',
  });
  await (await sellerOf(deal)).post(at(deal, '/messages'), { content: deal.stage.chance.pick(ANSWERS) });
}

/** Every open item of the phases, by whoever owns it; `most` leaves the rest open. */
async function workOff(deal: Deal, phases: readonly string[], most = Infinity): Promise<void> {
  const { office, buyer, seller } = deal.stage;
  const items = await (await adminOf(deal)).list(at(deal, '/checklist'));
  const due = items.filter(({ status, phase }) => status === 'OPEN' && phases.includes(String(phase)));
  const papers = new Map<string, string>();
  for (const { id, owner: side } of due.slice(0, most)) {
    const owner = side === 'BUYER' ? buyer : side === 'SELLER' ? seller : DEMO_PEOPLE.admin;
    const api = await office.as(owner);
    const paper = papers.get(owner.email) ?? (await uploadPaper(api, 'Papers of the sale'));
    papers.set(owner.email, paper);
    await api.put(at(deal, `/checklist/${String(id)}`), {
      ...{ status: 'DONE', documentIds: [paper], evidence: 'In the folder of the sale.' },
    });
  }
}

async function approve(deal: Deal): Promise<void> {
  await (await buyerOf(deal)).post(at(deal, '/buyer/approve'));
  await (await sellerOf(deal)).post(at(deal, '/seller/approve'));
}

async function clear(deal: Deal): Promise<void> {
  const admin = await adminOf(deal);
  const { version } = await admin.get(at(deal));
  await admin.post(at(deal, '/admin/approve'), { version });
}

async function startRest(deal: Deal): Promise<Json> {
  const { payment } = await (await buyerOf(deal)).post(at(deal, '/final-payment'), { method: 'WIRE' });
  return payment as Json;
}

async function reviewEachOther(deal: Deal): Promise<void> {
  const review = { transactionId: deal.id };
  await (
    await buyerOf(deal)
  ).post('/reviews', { ...review, stars: 5, content: 'Every paper was there, and every answer came soon.' });
  await (
    await sellerOf(deal)
  ).post('/reviews', { ...review, stars: 4, content: 'A serious buyer who asked the right questions.' });
}

/** What brings a sale to each stage from the one before. */
const STEPS: Record<Exclude<DealStage, 'AWAITING_DEPOSIT'>, (deal: Deal) => Promise<void>> = {
  IN_REVIEW: payDeposit,
  async ADMIN_FINAL_REVIEW(deal) {
    await talk(deal);
    await workOff(deal, ['DUE_DILIGENCE', 'PRE_CLOSING']);
    await approve(deal);
  },
  PAYMENT_PENDING: clear,
  async TRANSFER_IN_PROGRESS(deal) {
    await confirmWire(deal, 'payment', await startRest(deal));
    await deal.stage.office.settle();
  },
  async INSPECTION(deal) {
    await workOff(deal, ['CLOSING']);
    await (await sellerOf(deal)).post(at(deal, '/seller/mark-transferred'));
  },
  async COMPLETED(deal) {
    await (await buyerOf(deal)).post(at(deal, '/buyer/accept'));
    await deal.stage.office.settle();
    await reviewEachOther(deal);
  },
};

/** Goes on with a rest of some of these days before each step. */
async function* walk(deal: Deal, to: DealStage, days: readonly number[]): Story {
  for (const stage of DEAL_STAGES.slice(1, DEAL_STAGES.indexOf(to) + 1)) {
    yield deal.stage.chance.pick(days) * DAY_MS;
    await STEPS[stage as keyof typeof STEPS](deal);
  }
}

/** A sale of the past, from the first offer to both reviews, over some weeks. */
export async function* complete(stage: Stage): Story {
  yield* walk({ stage, id: await sign(stage) }, 'COMPLETED', [1, 2, 3]);
}

/** Both part while the papers are read: the deposit goes back. */
export async function* part(stage: Stage): Story {
  const deal = { stage, id: await sign(stage) };
  yield* walk(deal, 'IN_REVIEW', [1, 2]);
  yield 4 * DAY_MS;
  const reason = { reason: 'The lender declined; both sides agree to part.' };
  await (await buyerOf(deal)).post(at(deal, '/cancel'), reason);
  await (await sellerOf(deal)).post(at(deal, '/cancel'), reason);
  await stage.office.settle();
}

/** A sale that stands at the stage now. */
const standing = (to: DealStage) =>
  async function* (stage: Stage): Story {
    yield* walk({ stage, id: await sign(stage) }, to, AT_ONCE);
  };

/** Half of the papers are there, and both write to each other. */
async function* reading(stage: Stage): Story {
  const deal = { stage, id: await sign(stage) };
  yield* walk(deal, 'IN_REVIEW', AT_ONCE);
  await talk(deal);
  await workOff(deal, ['DUE_DILIGENCE'], 4);
}

/** The rest is under way by wire: an administrator looks for it at the bank. */
async function* wiring(stage: Stage): Story {
  const deal = { stage, id: await sign(stage) };
  yield* walk(deal, 'PAYMENT_PENDING', AT_ONCE);
  await startRest(deal);
}

/** The buyer disputes after the handover and proposes how to divide the money. */
async function* dispute(stage: Stage): Story {
  const deal = { stage, id: await sign(stage) };
  yield* walk(deal, 'INSPECTION', AT_ONCE);
  const buyer = await buyerOf(deal);
  await buyer.post(at(deal, '/dispute'), {
    reason: 'Two of the trucks are not in the state that was agreed.',
  });
  const { heldCents } = (await buyer.get(at(deal))).money as { heldCents: number };
  const buyerCents = Math.floor(heldCents / 10);
  await buyer.post(at(deal, '/dispute/proposals'), {
    ...{ outcome: 'COMPLETED', split: { buyerCents, sellerCents: heldCents - buyerCents } },
    reason: 'A tenth for the repairs, as the estimate of the shop says.',
  });
}

export interface StandingDeal {
  play: (stage: Stage) => Story;
  /** Instead of people of the world. */
  seller?: 'seller' | 'otherSeller';
  buyer?: 'buyer' | 'otherBuyer' | 'otherSeller';
}

/** One of each stage at which a sale can stand, the last companies of the world. */
export const STANDING_DEALS: readonly StandingDeal[] = [
  { play: reading, buyer: 'buyer', seller: 'seller' },
  { play: standing('IN_REVIEW'), buyer: 'otherBuyer' },
  { play: standing('ADMIN_FINAL_REVIEW') },
  { play: standing('PAYMENT_PENDING') },
  { play: wiring },
  { play: standing('TRANSFER_IN_PROGRESS'), buyer: 'otherBuyer', seller: 'seller' },
  { play: standing('INSPECTION'), buyer: 'buyer' },
  { play: dispute, seller: 'otherSeller' },
  { play: standing('COMPLETED'), buyer: 'buyer', seller: 'otherSeller' },
  { play: standing('AWAITING_DEPOSIT'), buyer: 'otherSeller' },
];
