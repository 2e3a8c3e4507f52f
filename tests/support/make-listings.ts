/** Makes listings for tests, up to any state, by the use cases that people use. */
import { proofOfControlChanged } from '../../src/modules/carriers';
import { systemActor } from '../../src/platform/kernel/actor';
import { MINUTE_MS } from '../../src/platform/kernel/clock';
import { newId } from '../../src/platform/kernel/ids';
import type { TestApp, TestUser } from './app';
import { sessionOf, verifiedPaper } from './make-proof';

export interface ListingOptions {
  seller?: TestUser;
  usdot?: number;
  askingPriceCents?: number;
  title?: string;
  summary?: string;
  approvalRequired?: boolean;
  /** False: the seller has not proved control of the carrier to any level. */
  proof?: false;
  /** Laid over the usual deal. */
  deal?: Record<string, unknown>;
  operation?: Record<string, unknown>;
  platformStanding?: Record<string, unknown>;
  finance?: Record<string, unknown>;
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

  /** Level 1, as a code to the federal record proves it; by its row alone, as few tests are about the code. */
  async function proveMailbox(userId: string, usdot: number): Promise<void> {
    const { database } = app.platform;
    await database.change(
      `INSERT INTO control_proofs (id, userId, usdot, level, levelSince, codeTriesLeft, sends, createdAt, updatedAt)
       SELECT :id, :userId, :usdot, 1, :now, 0, 0, :now, :now FROM users
       WHERE id = :userId AND NOT EXISTS (SELECT 1 FROM control_proofs WHERE userId = :userId AND usdot = :usdot)`,
      { id: newId(), userId, usdot, now: app.clock.now() },
    );
  }

  async function draft(options: ListingOptions = {}): Promise<MadeListing> {
    const seller = options.seller ?? (await app.make.seller());
    const usdot = options.usdot ?? (await app.fmcsa.addCarrier());
    const askingPriceCents = options.askingPriceCents ?? 25_000_000;
    const made = await seller.post('/listings', newListing({ ...options, usdot, askingPriceCents }));
    if (made.status !== 201) throw new Error(`No listing was made: ${JSON.stringify(made.body)}`);
    if (options.proof !== false) await proveMailbox(seller.id, usdot);
    return { id: String(made.body.data.id), seller, usdot, askingPriceCents };
  }

  /** In review: the seller has got and spent a credit. */
  async function pending(options: ListingOptions = {}): Promise<MadeListing> {
    const made = await draft(options);
    await giveCredits(made.seller.id, 1);
    await expecting(200, made.seller.post(`/listings/${made.id}/submit`));
    return made;
  }

  /** Beyond the level that a publication needs, by its row and its news: papers would leave documents and notices in every test. */
  async function proveControl({
    seller,
    usdot,
  }: Pick<MadeListing, 'seller' | 'usdot'> & Partial<MadeListing>): Promise<void> {
    const { database, events } = app.platform;
    await proveMailbox(seller.id, usdot);
    const shown = (title: string) => ({ documentId: null, title });
    const { identityPaper, recording, attendees } = sessionOf(app.clock.now());
    const now = app.clock.now();
    const session = {
      ...{ heldAt: now, attendees, identityPaper: shown(identityPaper), recording: shown(recording) },
    };
    await database.atomically(async () => {
      await database.change(
        `UPDATE control_proofs SET level = 3, levelSince = :now, evidence = 'The owner was seen live, papers in hand.',
           liveSession = :session, codeHash = NULL, reviewState = NULL, revokedAt = NULL, revokedReason = NULL, updatedAt = :now
         WHERE userId = :userId AND usdot = :usdot`,
        { now, session: JSON.stringify(session), userId: seller.id, usdot },
      );
      const news = { userId: seller.id, usdot, level: 3, cause: 'RECORDED' as const, reason: null };
      await events.emit(proofOfControlChanged, news);
    });
  }

  /** To the level that a publication needs, by a paper of theirs. */
  async function proveByPaper({ seller, usdot }: MadeListing): Promise<void> {
    const admin = await theAdmin();
    const documentIds = [await verifiedPaper(seller, admin)];
    const proof = { userId: seller.id, usdot, level: 2, evidence: 'The articles were read.', documentIds };
    await expecting(201, admin.post('/admin/proof-of-control', proof));
  }

  /** The listing's version, as a reviewer names it who has just read it. */
  async function readVersion(id: string): Promise<{ version: number }> {
    const [row] = await app.platform.database.select<{ version: number }>(
      'SELECT version FROM listings WHERE id = :id',
      { id },
    );
    return { version: row?.version ?? 1 };
  }

  /** On offer: control is proven, an admin has approved. */
  async function active(options: ListingOptions = {}): Promise<MadeListing> {
    const made = await pending(options);
    await proveControl(made);
    await expecting(
      200,
      (await theAdmin()).post(`/admin/listings/${made.id}/approve`, await readVersion(made.id)),
    );
    return made;
  }

  /** Unlocks the listing for `buyer`, who gets a credit for it. */
  async function unlock(buyer: TestUser, listingId: string): Promise<void> {
    await giveCredits(buyer.id, 1);
    const { body: nda } = await app.anonymous.get('/listings/nda');
    await expecting(
      200,
      buyer.post(`/listings/${listingId}/unlock`, {
        ndaVersion: nda.data.version,
        accepted: true,
        typedName: buyer.name,
      }),
    );
  }

  return {
    draft,
    pending,
    active,
    readVersion,
    proveControl,
    proveByPaper,
    proveMailbox,
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
  ...options
}: ListingOptions = {}) {
  return {
    usdot,
    title,
    summary,
    description: 'The books of three years can be seen.',
    approvalRequired: options.approvalRequired ?? false,
    deal: {
      dealStructure: 'EQUITY_SALE',
      entityForm: 'LLC',
      askingPriceCents,
      includedAssets: ['TRUCKS', 'TRAILERS', 'CUSTOMER_CONTRACTS'],
      contactContinuity: 'TRANSFERS_WITH_DISCLOSURE',
      ...options.deal,
    },
    operation: { cargoTypes: ['GENERAL_FREIGHT'], ...options.operation },
    platformStanding: { ...options.platformStanding },
    ...(options.finance ? { finance: options.finance } : {}),
  };
}
