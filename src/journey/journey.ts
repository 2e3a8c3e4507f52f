/** Drives a whole sale over HTTP against a running server, as buyer, seller and admin, and holds it to the books. */
import { DAY_MS } from '../platform/kernel/clock';
import { dollars } from '../platform/kernel/money';
import type { Api, Json } from './api';
import { agree, listCompany } from './market';
import { questionAnItem, reviewEachOther, signAgreement, verifyPeople, whatIsOff } from './papers';
import { type SignedInPeople, signInPeople, recordSession, type SignIn } from './people';
import { createPrinter, type Money, type Printer } from './print';
import { uploadPaper } from './upload-paper';

export const JOURNEY_KINDS = ['sale', 'papers', 'cancel', 'dispute', 'expire'] as const;
export type JourneyKind = (typeof JOURNEY_KINDS)[number];

export interface JourneyOptions {
  url: string;
  kind: JourneyKind;
  /** The carrier to sell; one of the fictional ones when left out. */
  usdot: number | undefined;
  admin: SignIn;
  /** Asked where a sum takes two: above a limit, or together with what the first did alone that day. */
  secondAdmin?: SignIn;
  write: (line: string) => void;
}

export interface JourneyOutcome {
  ok: boolean;
  /** Everything that is not as it should be. */
  off: string[];
  state: string;
}

export interface Sale {
  cast: SignedInPeople;
  print: Printer;
  listingId: string;
  transactionId: string;
}

const PATIENCE_MS = 30_000;
const LOOK_AGAIN_MS = 100;

export async function runJourney(options: JourneyOptions): Promise<JourneyOutcome> {
  const print = createPrinter(options.write);
  print.line(`A journey of the kind "${options.kind}" against ${options.url}`);
  const cast = await signInPeople(options.url, options.admin, options.secondAdmin);
  print.step('all', 'buyer and seller have registered, each with credits; the admin has signed in');
  const listing = await listCompany(cast, print, options.usdot);
  const transactionId = await agree(cast, print, listing.id, listing.askingPriceCents);
  let sale: Sale = { cast, print, listingId: listing.id, transactionId };

  await acceptTerms(sale);
  if (options.kind === 'expire') {
    sale = await letDepositExpire(sale);
  } else {
    await payDeposit(sale);
    if (options.kind === 'cancel') await cancelTogether(sale);
    else {
      const withPapers = options.kind === 'papers';
      if (withPapers) {
        await verifyPeople(sale);
        await signAgreement(sale);
      }
      await workOff(sale);
      if (withPapers) await questionAnItem(sale);
      await approveAndPay(sale);
      await handOver(sale);
      if (options.kind === 'dispute') await disputeAndSplit(sale);
      else await acceptCompany(sale);
      if (withPapers) await reviewEachOther(sale);
    }
  }
  const outcome = await judge(sale, options.kind);
  await takeListingDown(sale);
  return outcome;
}

async function acceptTerms({ cast, print, transactionId }: Sale): Promise<void> {
  const { termsHash } = await cast.buyer.get(`/transactions/${transactionId}`);
  await cast.buyer.post(`/transactions/${transactionId}/buyer/accept-terms`, { termsHash });
  await cast.seller.post(`/transactions/${transactionId}/seller/accept-terms`, { termsHash });
  print.step('both', 'accept the frozen terms');
}

async function payDeposit(sale: Sale): Promise<void> {
  const { cast, print, transactionId } = sale;
  const { depositCents } = await read(sale);
  await cast.buyer.post(`/transactions/${transactionId}/deposit`, {
    method: 'CARD',
    paymentMethodId: 'pm_card_visa',
  });
  print.step('buyer', `pays the deposit of ${dollars(Number(depositCents))} by card`);
  await arriveAt(sale, 'IN_REVIEW');
}

async function letDepositExpire(sale: Sale): Promise<Sale> {
  const { cast, print } = sale;
  await cast.admin.post('/clock/advance', { byMs: 8 * DAY_MS });
  print.step('clock', 'is moved eight days; nobody has paid');
  const later = { ...sale, cast: await cast.signInAgain() };
  await arriveAt(later, 'CANCELLED');
  return later;
}

async function cancelTogether(sale: Sale): Promise<void> {
  const { cast, print, transactionId } = sale;
  const reason = { reason: 'The buyer has found another company; both agree to part.' };
  await cast.buyer.post(`/transactions/${transactionId}/cancel`, reason);
  print.step('buyer', 'asks to cancel; the money is held, so the seller has to agree');
  await cast.seller.post(`/transactions/${transactionId}/cancel`, reason);
  print.step('seller', 'agrees to cancel');
  await arriveAt(sale, 'CANCELLED');
}

/** Signs off every open item of the phases, each by its owner, with evidence where it is asked for. */
async function signOff({ cast, transactionId }: Sale, phases: string[]): Promise<number> {
  const items = await cast.admin.list(`/transactions/${transactionId}/checklist`);
  const due = items.filter((item) => item.status === 'OPEN' && phases.includes(String(item.phase)));
  /** One folder of papers for each person: uploads are few in an hour. */
  const papers = new Map<Api, string>();
  for (const item of due) {
    const owner = { BUYER: cast.buyer, SELLER: cast.seller, PLATFORM: cast.admin }[String(item.owner)];
    if (!owner) continue;
    const paper = papers.get(owner) ?? (await uploadPaper(owner, `Papers of the deal ${transactionId}`));
    papers.set(owner, paper);
    await owner.put(`/transactions/${transactionId}/checklist/${String(item.id)}`, {
      status: 'DONE',
      documentIds: [paper],
      evidence: `Shown in the journey: ${String(item.title)}`.slice(0, 200),
    });
  }
  return due.length;
}

async function workOff(sale: Sale): Promise<void> {
  const count = await signOff(sale, ['DUE_DILIGENCE', 'PRE_CLOSING']);
  sale.print.step('all', `work off ${count} items of due diligence and pre-closing`);
}

async function approveAndPay(sale: Sale): Promise<void> {
  const { cast, print, transactionId } = sale;
  await cast.buyer.post(`/transactions/${transactionId}/buyer/approve`);
  await cast.seller.post(`/transactions/${transactionId}/seller/approve`);
  print.step('both', 'approve');
  await arriveAt(sale, 'ADMIN_FINAL_REVIEW');

  const { usdot, version } = await read(sale);
  await recordSession(cast, Number(usdot));
  await cast.admin.post(`/transactions/${transactionId}/admin/approve`, { version });
  print.step('admin', 'has seen control of the carrier proven in a live session, and approves');
  await arriveAt(sale, 'PAYMENT_PENDING');

  const started = await cast.buyer.post(`/transactions/${transactionId}/final-payment`, { method: 'WIRE' });
  const { id: paymentId, amountCents } = started.payment as { id: string; amountCents: number };
  print.step('buyer', `wires the rest of ${dollars(amountCents)}`);
  await confirmWire(sale, paymentId, amountCents);
  await arriveAt(sale, 'TRANSFER_IN_PROGRESS');
}

async function confirmWire({ cast, print, transactionId }: Sale, paymentId: string, amountCents: number) {
  const path = `/transactions/${transactionId}/admin/verify-payment/${paymentId}`;
  const wire = { amountCents, reference: `JOURNEY-${paymentId}` };
  await cast.admin.post(path, wire);
  print.step('admin', 'confirms the wire');
  const payments = await cast.admin.list(`/transactions/${transactionId}/payments`);
  if (payments.some(({ id, status }) => id === paymentId && status === 'SUCCEEDED')) return;
  const secondAdmin = await cast.signInSecondAdmin();
  await secondAdmin.post(path, wire);
  print.step('admin', 'who is another one, confirms it too: the sum takes two');
}

async function handOver(sale: Sale): Promise<void> {
  const { cast, print, transactionId } = sale;
  const count = await signOff(sale, ['CLOSING']);
  print.step('all', `work off ${count} closing items with their evidence`);
  await cast.seller.post(`/transactions/${transactionId}/seller/mark-transferred`);
  print.step('seller', 'has handed the company over');
  await arriveAt(sale, 'INSPECTION');
}

async function acceptCompany(sale: Sale): Promise<void> {
  await sale.cast.buyer.post(`/transactions/${sale.transactionId}/buyer/accept`);
  sale.print.step('buyer', 'accepts the company; the money is released');
  await arriveAt(sale, 'COMPLETED');
}

async function disputeAndSplit(sale: Sale): Promise<void> {
  const { cast, print, transactionId } = sale;
  await cast.buyer.post(`/transactions/${transactionId}/dispute`, {
    reason: 'Two of the trucks were not in the state that was agreed.',
  });
  print.step('buyer', 'disputes; the money is frozen');
  await arriveAt(sale, 'DISPUTED');
  const { heldCents } = moneyOf(await read(sale));
  const buyerCents = Math.floor(heldCents / 4);
  const split = { buyerCents, sellerCents: heldCents - buyerCents };
  const decision = {
    split,
    outcome: 'COMPLETED',
    reason: 'A quarter back to the buyer for the repairs, as the inspection report shows.',
  };
  const path = `/transactions/${transactionId}/admin/resolve`;
  const decided = await cast.admin.post(path, decision);
  if (decided.status === 'DISPUTED') {
    const secondAdmin = await cast.signInSecondAdmin();
    await secondAdmin.post(path, decision);
    print.step('admin', 'who is another one, decides the same: the sum takes two');
  }
  print.step(
    'admin',
    `splits it: ${dollars(split.buyerCents)} to the buyer, ${dollars(split.sellerCents)} to the seller`,
  );
  await arriveAt(sale, 'COMPLETED');
}

const read = ({ cast, transactionId }: Sale): Promise<Json> =>
  cast.admin.get(`/transactions/${transactionId}`);

const moneyOf = (transaction: Json): Money => transaction.money as Money;

/** Waits until the transaction has come to `state`, and prints the money there. */
async function arriveAt(sale: Sale, state: string): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  for (;;) {
    const transaction = await read(sale);
    if (transaction.status === state) {
      sale.print.money(state, moneyOf(transaction));
      return;
    }
    if (Date.now() > deadline) {
      throw new Error(
        `The transaction is ${String(transaction.status)} and did not come to ${state} in time.`,
      );
    }
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

/** Waits until news has been delivered and refunds are confirmed, so that clearing accounts are empty. */
async function booksAtRest({ cast }: Sale): Promise<void> {
  const deadline = Date.now() + PATIENCE_MS;
  while (Date.now() < deadline) {
    if (Number((await cast.admin.get('/admin/jobs')).due) === 0) return;
    await new Promise((resolve) => setTimeout(resolve, LOOK_AGAIN_MS));
  }
}

async function judge(sale: Sale, kind: JourneyKind): Promise<JourneyOutcome> {
  const { cast, print, transactionId } = sale;
  await booksAtRest(sale);
  const transaction = await read(sale);
  const state = String(transaction.status);
  const balanceOf = async (account: string) =>
    Number((await cast.admin.get(`/admin/ledger/balance?account=${account}`)).balance);
  const [escrow, payable] = [
    await balanceOf(`escrow:${transactionId}`),
    await balanceOf(`payable:${cast.sellerId}`),
  ];
  const { priceCents, feeCents } = transaction as { priceCents: number; feeCents: number };
  const money = moneyOf(transaction);
  const off: string[] = [];
  const expect = (holds: boolean, otherwise: string) => {
    if (!holds) off.push(otherwise);
  };

  const isSale = kind === 'sale' || kind === 'papers';
  const ended = isSale || kind === 'dispute' ? 'COMPLETED' : 'CANCELLED';
  expect(state === ended, `the transaction is ${state}, not ${ended}`);
  expect(escrow === 0, `escrow holds ${dollars(escrow)}, not nothing`);
  if (kind === 'papers') off.push(...(await whatIsOff(sale)));
  if (isSale) {
    expect(
      payable === priceCents - feeCents,
      `the seller is owed ${dollars(payable)}, not price − fee = ${dollars(priceCents - feeCents)}`,
    );
  }
  if (kind === 'cancel')
    expect(money.outCents === money.inCents && payable === 0, 'the deposit did not go back in full');
  if (kind === 'expire') expect(money.inCents === 0 && payable === 0, 'money came in though nobody paid');
  if (kind === 'dispute')
    expect(payable > 0 && payable < priceCents, `the seller is owed ${dollars(payable)} of a split`);

  const reconciliation = await cast.admin.get('/admin/reconcile');
  const violations = reconciliation.violations as Json[];
  for (const { check, subject, detail } of violations) {
    off.push(`${String(check)}: ${String(subject)}: ${String(detail)}`);
  }
  print.line(
    `    seller payable ${dollars(payable)}, fee ${dollars(feeCents)}, escrow ${dollars(escrow)}, reconcile: ${violations.length} violation(s)`,
  );
  return { ok: off.length === 0, off, state };
}

/** A listing that went back on the market would stand in the way of the next journey. */
async function takeListingDown({ cast, print, listingId }: Sale): Promise<void> {
  const { status } = await cast.seller.get(`/listings/${listingId}`);
  if (status !== 'ACTIVE') return;
  await cast.seller.post(`/listings/${listingId}/withdraw`);
  print.step('seller', 'takes the listing down, which had gone back on the market');
}
