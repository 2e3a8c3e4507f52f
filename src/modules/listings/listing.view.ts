/** Turns rows into what a reader may see, field by field. */
import { iso } from '../../platform/kernel/clock';
import type { z } from 'zod';
import type { CheckReport, RiskScore } from '../carriers';
import { type AccessState, accessState } from './access.rules';
import { evidenceOf } from './evidence.rules';
import type { Card } from './listing.card.rules';
import type {
  AccessView,
  ChecksView,
  Confidential,
  Desk,
  ListingCard,
  OwnCard,
  UnlockView,
} from './listing-views.schema';
import type { AccessRow, ListingRow } from './listing.model';
import { cardOf } from './listing.card.rules';
import { movesOf, type Party, type Status } from './listing.rules';

/** A row of `listing_cards`, as far as a card needs it. */
export interface CardRow {
  listingId: string;
  status: Status;
  publishedAt: number;
  premium: number;
  card: string;
}

export const viewCard = (row: CardRow): ListingCard => ({
  id: row.listingId,
  status: row.status,
  publishedAt: iso(row.publishedAt || null),
  isPremium: Boolean(row.premium),
  ...(JSON.parse(row.card) as Card),
});

/** The same card made from the listing itself. */
export function viewCardOf(listing: ListingRow, at: number): ListingCard {
  const { card } = cardOf(listing, at);
  const { id, status, publishedAt, premium } = listing;
  return { id, status, publishedAt: iso(publishedAt), isPremium: premium, ...card };
}

export interface Unlocked {
  listing: ListingRow;
  opened: AccessRow;
}

export interface AccessEntry {
  opened: Pick<AccessRow, 'listingId' | 'buyerId' | 'status' | 'ndaVersion' | 'unlockedAt' | 'decidedAt'>;
  buyerName: string;
  companyName: string | null;
  access: AccessState;
}

export interface Contact {
  name: string;
  email: string;
  phone: string | null;
}

export function viewConfidential(listing: ListingRow, contact: Contact): z.output<typeof Confidential> {
  const { carrier, deal, operation, platformStanding, finance, description } = listing;
  return {
    carrier: {
      ...carrier,
      safetyRating: carrier.safetyRating ?? 'UNKNOWN',
      retrievedAt: iso(carrier.retrievedAt),
    },
    description,
    deal,
    operation,
    platformStanding,
    finance,
    evidence: evidenceOf(carrier, listing),
    contact,
  };
}

export const viewDesk = (listing: ListingRow, party: Party, views: number): z.output<typeof Desk> => ({
  sellerId: listing.sellerId,
  version: listing.version,
  statusReason: listing.statusReason,
  moves: movesOf(listing.status, party),
  publicationPaid: listing.publicationPaid,
  buyerId: listing.buyerId,
  views,
  createdAt: iso(listing.createdAt),
  updatedAt: iso(listing.updatedAt),
  submittedAt: iso(listing.submittedAt),
  expiresAt: iso(listing.expiresAt),
});

export const viewOwnCard = (
  listing: ListingRow,
  party: Party,
  views: number,
  at: number,
): z.output<typeof OwnCard> => ({
  ...viewCardOf(listing, at),
  usdot: listing.usdot,
  legalName: listing.carrier.legalName,
  askingPriceCents: listing.askingPriceCents,
  desk: viewDesk(listing, party, views),
});

export const viewUnlocked = ({ listing, opened }: Unlocked): z.output<typeof UnlockView> => ({
  listingId: listing.id,
  access: accessState(listing, opened, opened.buyerId),
  ndaVersion: opened.ndaVersion,
  unlockedAt: iso(opened.unlockedAt),
});

/** A buyer as the seller of the listing sees him. */
export const viewAccess = ({ opened, ...entry }: AccessEntry): z.output<typeof AccessView> => ({
  buyerId: opened.buyerId,
  buyerName: entry.buyerName,
  companyName: entry.companyName,
  status: opened.status,
  access: entry.access,
  ndaVersion: opened.ndaVersion,
  unlockedAt: iso(opened.unlockedAt),
  decidedAt: iso(opened.decidedAt),
});

/** `open`: the reader may know which carrier it is, which the values of findings tell. */
export const viewChecks = (report: CheckReport, open: boolean): z.output<typeof ChecksView> => ({
  checkedAt: iso(report.checkedAt),
  outcome: report.outcome,
  riskBand: report.risk.band,
  risk: open ? viewRisk(report.risk) : null,
  checks: report.checks.map(({ id, title, verdict, hardStop, value, rule, source }) => ({
    id,
    title,
    verdict,
    hardStop,
    value: open ? value : null,
    rule,
    source,
  })),
});

const viewRisk = ({ score, confidence, rules }: RiskScore) => ({
  score,
  confidence,
  rules: rules.map(({ id, points, max, value, rule, source, known }) => ({
    id,
    points,
    max,
    value,
    rule,
    source,
    known,
  })),
});
