/** The first half of a journey: a company is listed, unlocked and bargained over until one offer is accepted. */
import { dollars } from '../platform/kernel/money';
import { type Json, Refused } from './api';
import { recordPaper, type SignedInPeople, verifiedArticles } from './people';
import type { Printer } from './print';

/** Fictional carriers that the demo does not list, so that a journey finds one free. */
const FREE_CARRIERS = [9_900_007, 9_900_008];
const ASKING_PRICE_CENTS = 18_500_000;

export interface Listed {
  id: string;
  askingPriceCents: number;
}

export async function listCompany(
  cast: SignedInPeople,
  print: Printer,
  usdot: number | undefined,
): Promise<Listed> {
  const [id, carrier] = await submitFirstFree(cast, usdot === undefined ? FREE_CARRIERS : [usdot]);
  print.step(
    'seller',
    `lists USDOT ${carrier}, checked against the federal record, proves control of it, and submits it for one credit`,
  );
  const { management } = await cast.admin.get(`/listings/${id}`);
  await cast.admin.post(`/admin/listings/${id}/approve`, { version: (management as Json).version });
  print.step('admin', 'has reviewed the proof of control, and approves the listing');
  return { id, askingPriceCents: ASKING_PRICE_CENTS };
}

/** Submits a listing of the first carrier that nobody else has for sale. */
async function submitFirstFree(cast: SignedInPeople, carriers: number[]): Promise<[string, number]> {
  let refusal: unknown;
  const paper = await verifiedArticles(cast);
  for (const usdot of carriers) {
    const { id } = await cast.seller.post('/listings', newListing(usdot));
    await recordPaper(cast, usdot, paper);
    try {
      await cast.seller.post(`/listings/${String(id)}/submit`);
      return [String(id), usdot];
    } catch (error) {
      if (!(error instanceof Refused && error.code === 'carrier_already_listed')) throw error;
      refusal = error;
    }
  }
  throw refusal;
}

const newListing = (usdot: number): Json => ({
  usdot,
  title: 'Established carrier with clean record',
  summary: 'A whole company with its people, its equipment and its customers.',
  description: 'The owner retires and helps the buyer for three months.',
  deal: {
    dealStructure: 'EQUITY_SALE',
    entityForm: 'LLC',
    askingPriceCents: ASKING_PRICE_CENTS,
    transitionSupportDays: 90,
    reasonForSale: 'Retirement.',
    includedAssets: ['TRUCKS', 'TRAILERS', 'CUSTOMER_CONTRACTS'],
    contactContinuity: 'TRANSFERS_WITH_DISCLOSURE',
  },
  operation: { cargoTypes: ['GENERAL_FREIGHT'] },
});

/** The buyer unlocks and offers, the seller counters, the buyer accepts. Answers the transaction's id. */
export async function agree(
  cast: SignedInPeople,
  print: Printer,
  listingId: string,
  askingCents: number,
): Promise<string> {
  const nda = await cast.buyer.get('/listings/nda');
  await cast.buyer.post(`/listings/${listingId}/unlock`, {
    ndaVersion: nda.version,
    accepted: true,
    typedName: 'Journey Buyer',
  });
  print.step('buyer', 'unlocks it for one credit, with the NDA');
  const bid = Math.round(askingCents * 0.9);
  const offer = await cast.buyer.post('/offers', {
    listingId,
    amountCents: bid,
    message: 'A fair first step.',
  });
  print.step('buyer', `offers ${dollars(bid)}`);
  const counter = Math.round(askingCents * 0.95);
  await cast.seller.post(`/offers/${String(offer.id)}/counter`, {
    version: 1,
    amountCents: counter,
  });
  print.step('seller', `counters with ${dollars(counter)}`);
  const accepted = await cast.buyer.post(`/offers/${String(offer.id)}/accept-counter`, {
    version: 2,
    amountCents: counter,
  });
  print.step('buyer', 'accepts the counter: the listing is reserved, the transaction is open');
  return String(accepted.transactionId);
}
