/** Makes deals for tests, up to any state, by the requests that people send. */
import type { DataSet } from '../../src/modules/carriers/fmcsa/open-data';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { ChecklistItemView, TransactionView } from '../../src/modules/transactions/transactions.schema';
import { type ApiAnswer } from './client';
import { startTestApp, type TestUser } from './app';
import { startFmcsaStandIn } from './fmcsa-stand-in';
import { uploadDocument } from './make-documents';
import { makeListings } from './make-listings';
import { makeOffers } from './make-offers';

export interface MadeDeal {
  id: string;
  offerId: string;
  listingId: string;
  usdot: number;
  buyer: TestUser;
  seller: TestUser;
}

/** What the federal record calls a carrier. */
export interface CarrierNames {
  legalName: string;
  dbaName?: string;
}

export interface DealOptions {
  amountCents?: number;
  terms?: Record<string, unknown>;
  dealStructure?: string;
  /** Laid over the usual deal of the listing. */
  deal?: Record<string, unknown>;
  names?: CarrierNames;
  buyer?: TestUser;
  seller?: TestUser;
}

/** The stages through which a sale goes, in order. */
const STAGES = [
  'OPENED',
  'SIGNED',
  'IN_REVIEW',
  'ADMIN_FINAL_REVIEW',
  'PAYMENT_PENDING',
  'TRANSFER_IN_PROGRESS',
  'INSPECTION',
  'COMPLETED',
] as const;
export type Stage = (typeof STAGES)[number];

export type DealWorld = Awaited<ReturnType<typeof startDealWorld>>;

const MODEL_USDOT = 9_900_001;
const MODEL_NAME = 'PRAIRIE LANTERN FREIGHT LLC';
const MODEL_DOCKET = 9_910_001;
const modelCarrier = readFileSync(
  join(__dirname, '../../data/fmcsa/fictional/9900001-prairie-lantern-freight.json'),
  'utf8',
);

let lastUsdot = 70_000_000;

/** An app with an FMCSA that knows as many carriers as there are deals. */
export async function startDealWorld(
  environment: Record<string, string> = {},
  { openData = false }: { openData?: boolean } = {},
) {
  const fmcsa = await startFmcsaStandIn();
  const app = await startTestApp({
    environment: {
      FMCSA_WEB_KEY: fmcsa.webKey,
      FMCSA_API_URL: fmcsa.url,
      FMCSA_REQUESTS_PER_SECOND: '1000',
      ...(openData ? { FMCSA_OPEN_DATA_URL: fmcsa.openDataUrl } : {}),
      // One admin decides deal after deal here; that this adds up is asked where a window is named.
      TWO_ADMIN_WINDOW_HOURS: '0',
      ...environment,
    },
  });
  const listings = makeListings(app);
  const offers = makeOffers(app);
  const admin = await app.make.admin();
  const secondAdmin = await app.make.admin();

  /** A carrier of its own, with nothing against it. */
  function newCarrier({ legalName, dbaName }: CarrierNames = { legalName: MODEL_NAME }): number {
    lastUsdot += 1;
    const own = modelCarrier
      .replaceAll(String(MODEL_USDOT), String(lastUsdot))
      .replaceAll(String(MODEL_DOCKET), String(lastUsdot))
      .replaceAll(MODEL_NAME, legalName)
      .replaceAll('"dbaName": null', `"dbaName": ${JSON.stringify(dbaName ?? null)}`);
    const { answers, openData: sets } = JSON.parse(own) as {
      answers: Record<string, { content: unknown }>;
      openData: Record<DataSet, object[]>;
    };
    for (const [path, { content }] of Object.entries(answers)) fmcsa.change(path, content);
    for (const [set, rows] of Object.entries(sets)) fmcsa.changeOpenData(set as DataSet, lastUsdot, rows);
    return lastUsdot;
  }

  /** On offer, with control proven as firmly as a closing asks. */
  async function liveListing({ seller, dealStructure, deal, names }: DealOptions) {
    const made = await listings.pending({
      usdot: newCarrier(names),
      ...(seller ? { seller } : {}),
      // The shortest checklist, where the test does not care.
      deal: { dealStructure: dealStructure ?? 'FAMILY_OR_PARTNER_CHANGE', ...deal },
    });
    await listings.proveControl(made);
    await succeed(admin.post(`/admin/listings/${made.id}/approve`, await listings.readVersion(made.id)));
    return made;
  }

  /** An offer that awaits the seller's answer. */
  async function offered(options: DealOptions = {}): Promise<Omit<MadeDeal, 'id'>> {
    const listing = await liveListing(options);
    const buyer = options.buyer ?? (await app.make.buyer());
    await listings.unlock(buyer, listing.id);
    const offerId = await offers.offer(buyer, listing.id, {
      amountCents: options.amountCents ?? 20_000_000,
      ...(options.terms ? { terms: options.terms } : {}),
    });
    return {
      offerId,
      listingId: listing.id,
      usdot: listing.usdot,
      buyer,
      seller: listing.seller,
    };
  }

  /** The terms as they stand, by their hash: what a signature names. */
  async function termsOf(id: string): Promise<{ termsHash: string }> {
    const [row] = await app.platform.database.select<{ termsHash: string }>(
      'SELECT termsHash FROM transactions WHERE id = :id',
      { id },
    );
    if (!row) throw new Error(`There is no transaction ${id}.`);
    return row;
  }

  /** The version that stands, as an admin names it who has just read the deal. */
  async function versionOf({ id }: Pick<MadeDeal, 'id'>): Promise<{ version: number }> {
    const [row] = await app.platform.database.select<{ version: number }>(
      'SELECT version FROM transactions WHERE id = :id',
      { id },
    );
    if (!row) throw new Error(`There is no transaction ${id}.`);
    return row;
  }

  async function settleItems({ id, buyer, seller }: MadeDeal, phase: string): Promise<void> {
    const { body } = await buyer.get(`/transactions/${id}/checklist`);
    const items = body.data as ChecklistItemView[];
    const own = new Map<TestUser, string>();
    for (const item of items.filter(
      ({ phase: of, status, question }) => of === phase && (status === 'OPEN' || question),
    )) {
      const owner = { BUYER: buyer, SELLER: seller, PLATFORM: admin }[item.owner] ?? admin;
      const document = own.get(owner) ?? (await uploadDocument(owner));
      own.set(owner, document);
      await succeed(
        owner.put(`/transactions/${id}/checklist/${item.id}`, {
          ...{ status: 'DONE', evidence: 'Folder 7', documentIds: [document] },
        }),
      );
    }
  }

  const CARD = { method: 'CARD', paymentMethodId: 'pm_card_visa' };

  /** What brings a deal from one stage to the next. */
  const steps: Record<Exclude<Stage, 'OPENED'>, (deal: MadeDeal) => Promise<void>> = {
    async SIGNED({ id, buyer, seller }) {
      await succeed(buyer.post(`/transactions/${id}/buyer/accept-terms`, await termsOf(id)));
      await succeed(seller.post(`/transactions/${id}/seller/accept-terms`, await termsOf(id)));
    },
    async IN_REVIEW({ id, buyer }) {
      await succeed(buyer.post(`/transactions/${id}/deposit`, CARD));
      await app.settle();
    },
    async ADMIN_FINAL_REVIEW(deal) {
      await settleItems(deal, 'DUE_DILIGENCE');
      await settleItems(deal, 'PRE_CLOSING');
      await succeed(deal.buyer.post(`/transactions/${deal.id}/buyer/approve`));
      await succeed(deal.seller.post(`/transactions/${deal.id}/seller/approve`));
    },
    async PAYMENT_PENDING(deal) {
      await succeed(admin.post(`/transactions/${deal.id}/admin/approve`, await versionOf(deal)));
    },
    async TRANSFER_IN_PROGRESS({ id, buyer }) {
      await succeed(buyer.post(`/transactions/${id}/final-payment`, CARD));
      await app.settle();
    },
    async INSPECTION(deal) {
      await settleItems(deal, 'CLOSING');
      await succeed(deal.seller.post(`/transactions/${deal.id}/seller/mark-transferred`));
    },
    async COMPLETED({ id, buyer }) {
      await succeed(buyer.post(`/transactions/${id}/buyer/accept`));
    },
  };

  /** Takes a deal that stands at `from` on to `to`. */
  async function advance(deal: MadeDeal, from: Stage, to: Stage): Promise<MadeDeal> {
    for (const stage of STAGES.slice(STAGES.indexOf(from) + 1, STAGES.indexOf(to) + 1)) {
      if (stage !== 'OPENED') await steps[stage](deal);
    }
    return deal;
  }

  async function open(options: DealOptions = {}): Promise<MadeDeal> {
    const offer = await offered(options);
    const { body } = await succeed(
      offer.seller.post(`/offers/${offer.offerId}/accept`, await offers.seen(offer.offerId)),
    );
    return { ...offer, id: String(body.data.transactionId) };
  }

  /**
   * An act over money as the office does it: one admin asks, and another for the same, who may be needed. Told again an
   * act is the same. The code of the answer.
   */
  async function askBothAdmins(path: string, body: object): Promise<string> {
    const first = await codeOf(admin.post(path, body));
    if (first === '200') await codeOf(secondAdmin.post(path, body));
    return first;
  }

  const read = async ({ id }: MadeDeal, reader: TestUser = admin) =>
    (await succeed(reader.get(`/transactions/${id}`))).body.data as TransactionView;

  return {
    app,
    fmcsa,
    admin,
    secondAdmin,
    askBothAdmins,
    offered,
    newCarrier,
    open,
    advance,
    termsOf,
    versionOf,
    settleItems,
    read,
    at: async (stage: Stage, options: DealOptions = {}) => advance(await open(options), 'OPENED', stage),
    statusOf: async (deal: MadeDeal) => (await read(deal)).status,
    timeline: async ({ id }: MadeDeal, reader: TestUser = admin) =>
      (await succeed(reader.get(`/transactions/${id}/timeline?limit=100`))).body.data as {
        move: string;
        to: string;
        by: string;
        says: string;
        reason: string | null;
        detail: Record<string, unknown>;
      }[],
    held: (deal: MadeDeal) => app.modules.ledger.balance(`escrow:${deal.id}`),
    owedTo: (person: TestUser) => app.modules.ledger.balance(`payable:${person.id}`),
    listingStatus: async (deal: MadeDeal) => (await app.modules.listings.findListing(deal.listingId))?.status,
    /** Does what waits for an admin: the refunds of wires go out by wire, and those that the gateway could not carry out. */
    async sendWiresBack(): Promise<void> {
      for (const status of ['AWAITING_WIRE', 'NEEDS_ATTENTION']) {
        const { body } = await succeed(admin.get(`/admin/refunds?status=${status}&limit=100`));
        for (const { id } of body.data as { id: string }[]) {
          await askBothAdmins(`/admin/refunds/${id}/confirm-wire`, { reference: `BACK ${id}` });
        }
      }
    },
    /** All that the deals and the books have to say against themselves. */
    violations: () => app.violations('transactions', 'ledger', 'money'),
    later: app.later,
    async close(): Promise<void> {
      await app.close();
      await fmcsa.close();
    },
  };
}

/** The answer, if it is one of success. */
export async function succeed(answer: Promise<ApiAnswer>): Promise<ApiAnswer> {
  const answered = await answer;
  if (answered.status >= 300)
    throw new Error(`Answered ${answered.status}: ${JSON.stringify(answered.body)}`);
  return answered;
}

/** The code of the problem, after its status: `409 move_not_open`; `200` where there is none. */
export async function codeOf(answer: Promise<ApiAnswer>): Promise<string> {
  const { status, body } = await answer;
  return status < 300 ? String(status) : `${status} ${body.code}`;
}
