/** Answers about listings: the public card, the teaser, the confidential part, the management part. */
import { z } from 'zod';
import { Cents, Id, Instant, movesShape } from '../../platform/http/wire';
import {
  AmazonStatusName,
  AuthorityKindName,
  CargoTypeName,
  DealStructureName,
  RiskBandName,
} from './codes.schema';
import { Content, Deal, EVIDENCE, Finance, Operation, PlatformStanding } from './listing.fields';
import { CarrierStanding } from '../carriers';
import { Person, Standing } from '../identity';
import { REMOVALS, TRANSITIONS, STATUSES } from './listing.rules';
import { ACCESS_MOVES } from './access.rules';
import { READER_MOVES } from './reader-moves.rules';

const ShownRating = z.enum(['SATISFACTORY', 'CONDITIONAL', 'UNSATISFACTORY', 'NOT_RATED', 'UNKNOWN']);
const UsdotNumber = z.int().describe('The USDOT number of the carrier.');
export const CentsBand = z
  .strictObject({
    fromCents: Cents.describe('The lower end of the range, in US cents.'),
    belowCents: Cents.nullable().describe('The upper end, in US cents, not included. Null: no upper end.'),
  })
  .meta({ id: 'CentsBand', description: 'A range of amounts that hides the exact one.' });
const CountBand = z
  .strictObject({
    from: z.int().describe('The lower end of the range.'),
    below: z.int().nullable().describe('The upper end, not included. Null: no upper end.'),
  })
  .meta({ id: 'CountBand', description: 'A range of counts that hides the exact one.' });

export const ListingCard = z
  .strictObject({
    id: Id,
    status: z.enum(STATUSES).describe('RESERVED listings are public, as under offer.'),
    title: z.string().describe('One public line that does not name the carrier.'),
    state: z.string().nullable().describe("The state of the carrier's main office, such as TX."),
    dealStructure: DealStructureName.nullable().describe('How the company changes hands.'),
    authorityKinds: z.array(AuthorityKindName).describe('The kinds of active operating authority.'),
    safetyRating: ShownRating.describe('The FMCSA safety rating.'),
    priceBand: CentsBand.nullable().describe('The range of the asking price.'),
    yearsActiveBand: CountBand.nullable().describe(
      'Years since the USDOT number was assigned. Null for a sale of assets: the buyer brings their own authority.',
    ),
    fleetBand: CountBand.nullable().describe('The range of the number of power units.'),
    insuranceBand: CentsBand.nullable().describe('The range of the liability insurance on file with FMCSA.'),
    riskBand: RiskBandName.nullable().describe(
      'The range of the risk score that our checks gave the carrier.',
    ),
    cargoTypes: z.array(CargoTypeName).describe('What the company hauls, by the classes of form MCS-150.'),
    amazonRelayStatus: AmazonStatusName.describe('The Amazon Relay account, as the seller declares it.'),
    highwaySetUp: z.boolean().describe('The carrier is set up with Highway, as the seller declares it.'),
    sellerFinancing: z.boolean().describe('The seller finances a part of the price.'),
    verified: z.boolean().describe('The latest checks of the federal record passed.'),
    isPremium: z.boolean().describe('The listing has premium status.'),
    publishedAt: Instant.nullable().describe('When it first went live.'),
    match: z
      .int()
      .min(0)
      .max(100)
      .optional()
      .describe('For a signed-in buyer who has set requirements: how well it matches them, from 0 to 100.'),
  })
  .meta({ id: 'ListingCard', description: 'What anyone sees of a listing in search.' });
export type ListingCard = z.output<typeof ListingCard>;

/**
 * What is stored of a card as JSON, beside the columns that search uses. A field that is newer than the first cards has
 * a default until the cards are rebuilt.
 */
export const StoredCard = ListingCard.omit({
  id: true,
  status: true,
  isPremium: true,
  publishedAt: true,
  match: true,
}).extend({
  yearsActiveBand: CountBand.nullable().default(null),
  insuranceBand: CentsBand.nullable().default(null),
  riskBand: RiskBandName.nullable().default(null),
  highwaySetUp: z.boolean().default(false),
  sellerFinancing: z.boolean().default(false),
});
export type StoredCard = z.output<typeof StoredCard>;

export const SavedCard = ListingCard.extend({
  savedAt: Instant.describe('When you saved it.'),
}).meta({ id: 'SavedListingCard', description: 'A listing in your saved list.' });
export type SavedCard = z.output<typeof SavedCard>;

const AccessStatus = z.enum(['PENDING', 'GRANTED', 'REVOKED']);
const AccessState = z.enum(['NONE', 'PENDING', 'GRANTED', 'REVOKED', 'SUSPENDED']);

const access = AccessState.describe(
  'Your access to the confidential part. PENDING: the seller has yet to approve. SUSPENDED: the listing is reserved for another buyer.',
);
const unlockedAt = Instant.describe('When the listing was unlocked.');
const ndaVersion = z.string().describe('The version of the confidentiality terms that were accepted.');

const Contact = z
  .strictObject({
    id: Id.describe('The user id of the seller.'),
    name: z.string().describe('Full name.'),
    email: z.string().describe('E-mail address.'),
    phone: z.string().nullable().describe('Telephone number, where they gave one.'),
  })
  .meta({ id: 'ListingContact', description: 'How to reach the seller.' });

export const UnlockedCard = ListingCard.extend({
  access,
  unlockedAt,
  ndaVersion,
  unlocked: z
    .strictObject({
      usdot: UsdotNumber,
      legalName: z.string().nullable().describe('The legal name of the carrier.'),
      contact: Contact.nullable().describe('Null once the account of the seller is gone.'),
    })
    .nullable()
    .describe('Name and contact, while you have access; otherwise null.'),
}).meta({
  id: 'UnlockedListingCard',
  description: 'A listing that you have unlocked.',
});
export type UnlockedCard = z.output<typeof UnlockedCard>;

const Authority = z
  .strictObject({
    kind: AuthorityKindName.describe('The kind of authority.'),
    status: z
      .enum(['ACTIVE', 'INACTIVE', 'NONE'])
      .nullable()
      .describe('NONE: never held under this docket. Null: not known.'),
    docketNumber: z.string().nullable().describe('Such as MC123456.'),
  })
  .meta({ id: 'ListedAuthority' });

const CarrierPart = z
  .strictObject({
    usdot: UsdotNumber,
    legalName: z.string().nullable().describe('The legal name of the carrier.'),
    dbaName: z.string().nullable().describe('The name that the company does business as.'),
    entityType: z.string().nullable().describe('As FMCSA states it, such as CARRIER.'),
    dockets: z.array(z.string()).describe('MC, MX and FF numbers, such as MC123456.'),
    city: z.string().nullable().describe('The city of the main office.'),
    state: z.string().nullable().describe('A two-letter state code, such as TX.'),
    authorities: z.array(Authority).describe('Operating authorities by kind.'),
    registeredOn: z.string().nullable().describe('The day the USDOT number was assigned, YYYY-MM-DD.'),
    liabilityOnFileCents: Cents.nullable().describe('Liability insurance on file, in US cents.'),
    liabilityRequiredCents: Cents.nullable().describe(
      'Liability insurance that FMCSA requires, in US cents.',
    ),
    cargoOnFileCents: Cents.nullable().describe('Cargo insurance on file, in US cents.'),
    safetyRating: ShownRating.describe('The FMCSA safety rating.'),
    safetyRatedOn: z.string().nullable().describe('The day of the rating, YYYY-MM-DD.'),
    vehicleOutOfServicePct: z
      .number()
      .nullable()
      .describe('The share of vehicle inspections that ended out of service, in percent.'),
    driverOutOfServicePct: z
      .number()
      .nullable()
      .describe('The share of driver inspections that ended out of service, in percent.'),
    crashes: z.int().nullable().describe('Crashes reported in the last 24 months.'),
    powerUnits: z.int().nullable().describe('Trucks and tractors.'),
    drivers: z.int().nullable().describe('Drivers.'),
    riskScore: z.number().describe('Points from 0 (best) to 100.'),
    source: z
      .enum(['FMCSA', 'RECORDED', 'FICTIONAL'])
      .describe('FMCSA: read live. RECORDED: an earlier answer of FMCSA. FICTIONAL: a demo carrier.'),
    retrievedAt: Instant.describe('When the record was read.'),
  })
  .meta({ id: 'ListedCarrier', description: 'The federal record of the carrier. Null: not known.' });

export const Confidential = z
  .strictObject({
    carrier: CarrierPart,
    description: z.string().describe('The full text of the seller.'),
    deal: Deal.nullable().describe('Price and terms; null in a draft only.'),
    operation: Operation,
    platformStanding: PlatformStanding,
    finance: Finance,
    evidence: z
      .record(z.string(), z.enum(EVIDENCE))
      .describe(
        'How well each field is supported, by `group.field`, such as `carrier.drivers`. The server decides.',
      ),
    contact: Contact,
  })
  .meta({
    id: 'ListingConfidential',
    description: 'What only the seller, admins and buyers with access can read.',
  });
export type Confidential = z.output<typeof Confidential>;

const MoveName = z.enum(
  Object.keys(TRANSITIONS) as [keyof typeof TRANSITIONS, ...(keyof typeof TRANSITIONS)[]],
);

export const Management = z
  .strictObject({
    sellerId: Id,
    version: z.int().describe('Grows with every change. Send it back with an edit.'),
    statusReason: z
      .string()
      .nullable()
      .describe('Why it, or a change of it, was rejected, or it was suspended.'),
    pendingChange: Content.extend({ submittedAt: Instant.describe('Since when it waits.') })
      .meta({ id: 'PendingListingChange' })
      .nullable()
      .describe(
        'What the seller has changed and an administrator has to approve; the approved content stays live meanwhile.',
      ),
    moves: z.array(MoveName).describe('What you can do with it now.'),
    editable: z.boolean().describe('Its content can be changed now.'),
    missing: z
      .array(
        z.strictObject({
          field: z.string().describe('As on the wire, such as `deal.includedAssets`.'),
          message: z.string().describe('What to do, in a sentence.'),
        }),
      )
      .describe('What a review needs and the content lacks.'),
    publicationPaid: z
      .boolean()
      .describe('The credit for the current publication is spent, so submitting again is free.'),
    buyerId: Id.nullable().describe('The buyer that it is reserved for or sold to.'),
    views: z.int().describe('How often others have read it.'),
    createdAt: Instant,
    updatedAt: Instant,
    submittedAt: Instant.nullable().describe('When it was last submitted for review.'),
    expiresAt: Instant.nullable().describe('When the current publication ends.'),
  })
  .meta({ id: 'ListingManagement', description: 'What only the seller and admins see beside the listing.' });
export type Management = z.output<typeof Management>;

export const ListingView = ListingCard.extend({
  summary: z.string().describe('A public text that does not name the carrier.'),
  approvalRequired: z.boolean().describe('The seller approves each buyer who unlocks the listing.'),
  unlockCredits: z.int().describe('The credits that unlocking costs you: 0 where your plan includes it.'),
  nda: z
    .strictObject({
      currentVersion: z.string().describe('The version that is asked for now.'),
      acceptedVersion: z.string().describe('The version that you accepted last.'),
      asksAgain: z
        .boolean()
        .describe(
          'The terms have a new version: unlock again, for no credit, to read the confidential part.',
        ),
    })
    .meta({ id: 'ListingNda' })
    .nullable()
    .describe('For a buyer who has unlocked it; null for everyone else.'),
  access,
  saved: z.boolean().describe('You have saved it.'),
  offer: z
    .strictObject({
      id: Id,
      status: z.string().describe('Where the offer stands.'),
      amountCents: Cents.describe('Of the version that stands, in US cents.'),
      turn: z
        .enum(['BUYER', 'SELLER'])
        .nullable()
        .describe('Whose answer is awaited; null unless the offer is pending.'),
      expiresAt: Instant.nullable().describe('Until when it can be answered; null if it does not wait.'),
    })
    .meta({ id: 'OwnOffer' })
    .nullable()
    .describe('Your latest offer on it; null while you have made none, and to a key without `offers:read`.'),
  transactionId: Id.nullable().describe(
    'Your deal over it, as buyer or seller; null while there is none, and to a key without `transactions:read`.',
  ),
  moves: movesShape(READER_MOVES, 'ListingReaderMoves', {
    open: 'What you can do now.',
    closed: 'What you cannot do now, with the code that trying would answer.',
  })
    .nullable()
    .describe('For buyers; those of the seller and admins stand in `management`.'),
  confidential: Confidential.nullable().describe('Null for readers without access.'),
  management: Management.nullable().describe('Null for everyone but the seller and admins.'),
}).meta({ id: 'Listing', description: 'A listing, as far as you may read it.' });
export type ListingView = z.output<typeof ListingView>;

export const OwnCard = ListingCard.extend({
  usdot: UsdotNumber,
  legalName: z.string().nullable().describe('The legal name of the carrier.'),
  askingPriceCents: Cents.nullable().describe('The asking price, in US cents. Null in a draft only.'),
  management: Management,
}).meta({ id: 'OwnListingCard', description: 'A listing in the lists of its seller and of admins.' });
export type OwnCard = z.output<typeof OwnCard>;

export const AdminCard = OwnCard.extend({
  seller: Person.describe('Whose listing it is.'),
  carrier: CarrierStanding.describe('How its carrier stands.'),
}).meta({ id: 'AdminListingCard', description: 'A listing in the lists of admins.' });
export type AdminCard = z.output<typeof AdminCard>;

export const AccessView = z
  .strictObject({
    buyerId: Id,
    buyerName: z.string().describe('First name and initial.'),
    companyName: z.string().nullable().describe('The company of the buyer, where they gave one.'),
    status: AccessStatus.describe('What you decided. PENDING: waiting for your decision.'),
    access: AccessState.describe(
      'What the buyer has now. SUSPENDED: the listing is reserved for another buyer.',
    ),
    ndaVersion,
    unlockedAt,
    decidedAt: Instant.nullable().describe('When you last granted or revoked access.'),
    moves: movesShape(ACCESS_MOVES, 'ListingAccessMoves', {
      open: 'What you can decide now.',
      closed: 'What you cannot decide now, with the code that trying would answer.',
    }).describe('What you can decide about this buyer.'),
    standing: Standing.describe('What others say of the buyer, and how far they are trusted.'),
  })
  .meta({ id: 'ListingAccess', description: "A buyer's access to your listing." });
export type AccessView = z.output<typeof AccessView>;

export const UnlockView = z
  .strictObject({ listingId: Id, access, ndaVersion, unlockedAt })
  .meta({ id: 'ListingUnlock' });
export type UnlockView = z.output<typeof UnlockView>;

export const NdaView = z
  .strictObject({
    version: z.string().describe('Send it as `ndaVersion` to accept these terms.'),
    text: z.string().describe('The terms in full.'),
    textHash: z.string().describe('SHA-256 of the text in UTF-8, hexadecimal.'),
  })
  .meta({ id: 'NondisclosureTerms' });
export const ListingRemoved = z
  .strictObject({
    done: z.literal(true),
    outcome: z
      .enum(REMOVALS)
      .describe(
        'DELETED: a draft that nobody had seen. WITHDRAWN: a listing that was submitted; editing it makes it a draft again.',
      ),
  })
  .meta({ id: 'ListingRemoved' });
export const SavedView = z
  .strictObject({ saved: z.boolean().describe('Whether the listing is in your saved list now.') })
  .meta({ id: 'SavedState' });

const counts = z.record(z.string(), z.int());

export const Facets = z
  .strictObject({
    state: counts.describe('By state code.'),
    authorityKind: counts.describe('By kind of active authority. A carrier can count in several.'),
    safetyRating: counts.describe('By FMCSA safety rating.'),
    dealStructure: counts.describe('By deal structure.'),
    amazonStatus: counts.describe('By status of the Amazon Relay account.'),
    cargo: counts.describe('By type of cargo. A company can count in several.'),
    priceBand: counts.describe('By the lower end of the range of the price, in US cents.'),
    yearsBand: counts.describe('By the lower end of the range of the years in business.'),
    fleetBand: counts.describe('By the lower end of the range of the number of power units.'),
    insuranceBand: counts.describe('By the lower end of the range of the insurance on file, in US cents.'),
    riskBand: counts.describe('By range of the risk score.'),
    counted: z.int().describe('The matches that were counted.'),
    capped: z.boolean().describe('Words were sought, and more listings have them than were counted.'),
  })
  .meta({
    id: 'ListingFacets',
    description:
      'The number of matches with each value. What you ask of a facet does not narrow its own counts: they say what another choice would find.',
  });

const Verdict = z.enum(['PASS', 'FAIL', 'WARN', 'UNKNOWN']);

const RiskRule = z
  .strictObject({
    id: z.string(),
    points: z.number().describe('The points that the rule added to the score.'),
    max: z.number().describe('The most points that the rule can add.'),
    value: z.string().nullable().describe('What the rule was applied to.'),
    rule: z.string().describe('The rule, in a sentence.'),
    source: z.string().describe('Where the rule comes from.'),
    known: z.boolean().describe('The federal record answers it.'),
  })
  .meta({ id: 'ListingRiskRule' });

const Check = z
  .strictObject({
    id: z.string(),
    title: z.string().describe('What is checked.'),
    verdict: Verdict.describe('UNKNOWN: FMCSA did not answer it.'),
    hardStop: z.boolean().describe('Failing it keeps the carrier off the market.'),
    value: z
      .string()
      .nullable()
      .describe('What FMCSA shows. Null for readers without access: values reveal the carrier.'),
    rule: z.string().describe('The rule, in a sentence.'),
    source: z.string().describe('Where the rule comes from.'),
  })
  .meta({ id: 'ListingCheck' });

export const ChecksView = z
  .strictObject({
    checkedAt: Instant.describe('When the record was checked.'),
    outcome: z
      .enum(['PASS', 'FAIL', 'UNKNOWN'])
      .describe('FAIL: a hard stop failed. UNKNOWN: not every hard stop was answered.'),
    riskBand: RiskBandName.describe('The range of the risk score.'),
    risk: z
      .strictObject({
        score: z.number().describe('Points from 0 (best) to 100.'),
        confidence: z.number().describe('The share of the points that rests on known facts, from 0 to 100.'),
        rules: z.array(RiskRule).describe('The rules, one by one.'),
      })
      .meta({ id: 'ListingRisk' })
      .nullable()
      .describe('The score rule by rule. Null for readers without access.'),
    checks: z.array(Check).describe('The checks, one by one.'),
  })
  .meta({ id: 'ListingChecks', description: "The latest checks of the carrier's federal record." });
export type ChecksView = z.output<typeof ChecksView>;
