/** Makes listings for tests, up to any state, by the use cases that people use. */
import { systemActor } from '../../src/platform/kernel/actor';
import { MINUTE_MS } from '../../src/platform/kernel/clock';
import { newId } from '../../src/platform/kernel/ids';
import type { TestApp, TestUser } from './app';

export interface ListingWishes {
  seller?: TestUser;
  usdot?: number;
  askingPriceCents?: number;
  title?: string;
  summary?: string;
  approvalRequired?: boolean;
  /** Laid over the usual deal. */
  deal?: Record<string, unknown>;
  operation?: Record<string, unknown>;
  platformStanding?: Record<string, unknown>;
}

export interface MadeListing {
  id: string;
  seller: TestUser;
  usdot: number;
  askingPriceCents: number;
}

const actor = systemActor('tests');
const TOKEN_LIFE_MS = 10 * MINUTE_MS;

export function makeListings(app: TestApp) {
  let reviewer: { admin: Promise<TestUser>; since: number } | undefined;

  /** The same admin until the token is too old: tests move the clock. */
  function theAdmin(): Promise<TestUser> {
    const now = app.clock.now();
    if (!reviewer || now - reviewer.since > TOKEN_LIFE_MS) reviewer = { admin: app.make.admin(), since: now };
    return reviewer.admin;
  }

  const giveCredits = (userId: string, credits: number) =>
    app.modules.billing.grantBonus(actor, { userId, credits, reason: 'For a test.', key: `test:${newId()}` });

  async function expecting(status: number, answer: ReturnType<TestUser['post']>): Promise<void> {
    const { status: found, body } = await answer;
    if (found !== status) throw new Error(`Answered ${found}: ${JSON.stringify(body)}`);
  }

  async function draft(wishes: ListingWishes = {}): Promise<MadeListing> {
    const seller = wishes.seller ?? (await app.make.seller());
    const usdot = wishes.usdot ?? (await app.fmcsa.addCarrier());
    const askingPriceCents = wishes.askingPriceCents ?? 25_000_000;
    const made = await seller.post('/listings', newListing({ ...wishes, usdot, askingPriceCents }));
    if (made.status !== 201) throw new Error(`No listing was made: ${JSON.stringify(made.body)}`);
    return { id: String(made.body.data.id), seller, usdot, askingPriceCents };
  }

  /** In review: the seller has got and spent a credit. */
  async function pending(wishes: ListingWishes = {}): Promise<MadeListing> {
    const made = await draft(wishes);
    await giveCredits(made.seller.id, 1);
    await expecting(200, made.seller.post(`/listings/${made.id}/submit`));
    return made;
  }

  /** To the level that a publication needs. */
  async function proveControl({ seller, usdot }: MadeListing): Promise<void> {
    const evidence = 'Identity, state registration and EIN letter were seen.';
    const proof = { userId: seller.id, usdot, level: 2, evidence };
    await expecting(201, (await theAdmin()).post('/admin/proof-of-control', proof));
  }

  /** On offer: control is proven, an admin has approved. */
  async function active(wishes: ListingWishes = {}): Promise<MadeListing> {
    const made = await pending(wishes);
    await proveControl(made);
    await expecting(200, (await theAdmin()).post(`/admin/listings/${made.id}/approve`));
    return made;
  }

  /** Unlocks the listing for `buyer`, who gets a credit for it. */
  async function unlock(buyer: TestUser, listingId: string): Promise<void> {
    await giveCredits(buyer.id, 1);
    const { body: nda } = await app.anonymous.get('/listings/nda');
    await expecting(
      200,
      buyer.post(`/listings/${listingId}/unlock`, { ndaVersion: nda.data.version, accepted: true }),
    );
  }

  return {
    draft,
    pending,
    active,
    proveControl,
    unlock,
    giveCredits,
    /** A new buyer who has unlocked the listing. */
    async buyerOf(listingId: string): Promise<TestUser> {
      const buyer = await app.make.buyer();
      await unlock(buyer, listingId);
      return buyer;
    },
  };
}

/** What a seller sends to begin a listing that lacks nothing. */
export function newListing({
  usdot = 9_900_001,
  askingPriceCents = 25_000_000,
  title = 'Regional carrier with steady shippers',
  summary = 'Well-kept trucks, drivers who stay, and shippers under contract for two more years.',
  ...wishes
}: ListingWishes = {}) {
  return {
    usdot,
    title,
    summary,
    description: 'The books of three years can be seen.',
    approvalRequired: wishes.approvalRequired ?? false,
    deal: {
      dealStructure: 'EQUITY_SALE',
      entityForm: 'LLC',
      askingPriceCents,
      includedAssets: ['TRUCKS', 'TRAILERS', 'CUSTOMER_CONTRACTS'],
      contactContinuity: 'TRANSFERS_WITH_DISCLOSURE',
      ...wishes.deal,
    },
    operation: { cargoTypes: ['GENERAL_FREIGHT'], ...wishes.operation },
    platformStanding: { ...wishes.platformStanding },
  };
}
