/** Listings on the wire: what a reader may see, field by field. */
import { iso } from '../../platform/kernel/clock';
import type { RiskScore } from '../carriers';
import { mapPage, type Page } from '../../platform/kernel/page';
import { fullName, personOf } from '../identity';
import { accessMoves, accessState } from './access.rules';
import { cardOfRow } from './card-row';
import { cardOf } from './card.rules';
import { missingForReview } from './content.rules';
import type { OwnOffer } from './dealings';
import { evidenceOf } from './evidence.rules';
import {
  type AccessView,
  type AdminCard,
  type ChecksView,
  type Confidential,
  type ListingCard,
  type ListingView,
  type Management,
  type OwnCard,
  type SavedCard,
  type UnlockedCard,
  type UnlockView,
} from './listing-views.schema';
import type { CardRow, ListingValues } from './listing.model';
import { EDITABLE, isPublished, movesOf } from './listing.rules';
import type { ListingsContext } from './listings.context';
import { asksAgain, currentNda } from './nda/nda-versions';
import type { ScoreCard } from './requirements/requirements';
import type { BuyerAccess } from './use-cases/decide-access';
import type { ManagedListing, UnlockedListing } from './use-cases/list-listings';
import type { ListingChecks, ListingFile } from './use-cases/read-listing';
import type { SavedListing } from './use-cases/save-listing';
import type { Unlocked } from './use-cases/unlock-listing';

export type ListingPresenter = ReturnType<typeof createListingPresenter>;

export function createListingPresenter({ platform, identity, carriers }: ListingsContext) {
  /** The card made from the listing itself. */
  function cardFrom(listing: ListingValues): ListingCard {
    const { card } = cardOf(listing, platform.clock.now());
    const { id, status, publishedAt, premium } = listing;
    return { id, status, publishedAt: iso(publishedAt), isPremium: premium, ...card };
  }

  const managedCard = (managed: ManagedListing): OwnCard => ({
    ...cardFrom(managed.listing),
    usdot: managed.listing.usdot,
    legalName: managed.listing.carrier.legalName,
    askingPriceCents: managed.listing.askingPriceCents,
    management: presentManagement(managed),
  });

  return {
    card: cardOfRow,
    cardFrom,
    /** Cards with the reader's score. */
    cardsWith: (score: ScoreCard | null) =>
      score ? (row: CardRow): ListingCard => withMatch(cardOfRow(row), score) : cardOfRow,
    /** Cards that say more than a card, with the reader's score. */
    scoredWith:
      (score: ScoreCard | null) =>
      <Card extends ListingCard>(card: Card): Card =>
        score ? withMatch(card, score) : card,
    /** The same for cards that are JSON already. */
    cardTextsWith: (score: ScoreCard | null) => (card: string) => {
      const match = score?.(JSON.parse(card) as ListingCard) ?? null;
      return match === null ? card : `${card.slice(0, -1)},"match":${match}}`;
    },
    savedCard: (row: SavedListing): SavedCard => ({ ...cardOfRow(row), savedAt: iso(row.savedAt) }),
    unlockedCard: (row: UnlockedListing): UnlockedCard => ({
      ...cardOfRow(row),
      access: row.access,
      unlockedAt: iso(row.unlockedAt),
      ndaVersion: row.ndaVersion,
      unlocked: row.opened && {
        usdot: row.opened.listing.usdot,
        legalName: row.opened.listing.carrier.legalName,
        contact: row.opened.seller && presentContact(row.opened.seller),
      },
    }),
    managedCard,

    async adminPage(page: Page<ManagedListing>): Promise<Page<AdminCard>> {
      const claims = page.items.map(({ listing }) => ({ userId: listing.sellerId, usdot: listing.usdot }));
      const standing = await carriers.readStandings(claims);
      const people = await identity.findUsers([...new Set(claims.map(({ userId }) => userId))]);
      return mapPage(page, (managed) => {
        const { sellerId: userId, usdot } = managed.listing;
        return {
          ...managedCard(managed),
          seller: personOf(userId, people),
          carrier: standing({ userId, usdot }),
        };
      });
    },

    listing: (file: ListingFile): ListingView => ({
      ...(file.card ? cardOfRow(file.card) : cardFrom(file.listing)),
      summary: file.listing.summary,
      approvalRequired: file.listing.approvalRequired,
      unlockCredits: file.unlockCredits,
      nda: file.opened && presentNdaState(file.opened),
      access: file.access,
      saved: file.saved,
      offer: presentOwnOffer(file.dealings.offer),
      transactionId: file.dealings.transactionId,
      moves: file.readerMoves,
      confidential: file.confidential && presentConfidential(file.listing, file.confidential.seller),
      management: file.management && presentManagement(file.management),
    }),

    checks: presentChecks,
    unlocked: presentUnlocked,
    access: ({ opened, buyer, access, standing }: BuyerAccess): AccessView => ({
      buyerId: opened.buyerId,
      buyerName: buyer ? identity.displayName(buyer) : 'Former user',
      companyName: buyer?.companyName ?? null,
      status: opened.status,
      access,
      ndaVersion: opened.ndaVersion,
      unlockedAt: iso(opened.unlockedAt),
      decidedAt: iso(opened.decidedAt),
      moves: accessMoves(opened),
      standing,
    }),
  };
}

function withMatch<Card extends ListingCard>(card: Card, score: ScoreCard): Card {
  const match = score(card);
  return match === null ? card : { ...card, match };
}

const presentOwnOffer = (offer: OwnOffer | null): ListingView['offer'] =>
  offer && {
    id: offer.id,
    status: offer.status,
    amountCents: offer.amountCents,
    turn: offer.turn,
    expiresAt: iso(offer.expiresAt),
  };

const presentNdaState = (opened: { ndaVersion: string }): ListingView['nda'] => ({
  currentVersion: currentNda().version,
  acceptedVersion: opened.ndaVersion,
  asksAgain: asksAgain(opened),
});

interface Contact {
  id: string;
  firstName: string;
  lastName: string;
  email: string;
  phone: string | null;
}

const presentContact = (person: Contact) => ({
  id: person.id,
  name: fullName(person),
  email: person.email,
  phone: person.phone,
});

function presentConfidential(listing: ListingValues, seller: Contact): Confidential {
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
    contact: presentContact(seller),
  };
}

const REVIEWING = ['approve', 'reject'] as const;

const awaitsReview = ({ status, pendingChange }: ListingValues): boolean =>
  isPublished(status) && Boolean(pendingChange);

const presentPendingChange = ({
  pendingChange,
  changeSubmittedAt,
}: ListingValues): Management['pendingChange'] =>
  pendingChange ? { ...pendingChange, submittedAt: iso(changeSubmittedAt ?? 0) } : null;

const presentManagement = ({ listing, party, viewCount }: ManagedListing): Management => ({
  sellerId: listing.sellerId,
  version: listing.version,
  statusReason: listing.statusReason,
  moves: [
    ...movesOf(listing.status, party),
    ...(party === 'admin' && awaitsReview(listing) ? REVIEWING : []),
  ],
  editable: EDITABLE.includes(listing.status),
  missing: missingForReview(listing).map(({ field, explanation }) => ({ field, message: explanation })),
  pendingChange: presentPendingChange(listing),
  publicationPaid: listing.publicationPaid,
  buyerId: listing.buyerId,
  views: viewCount,
  createdAt: iso(listing.createdAt),
  updatedAt: iso(listing.updatedAt),
  submittedAt: iso(listing.submittedAt),
  expiresAt: iso(listing.expiresAt),
});

const presentUnlocked = ({ listing, opened }: Unlocked): UnlockView => ({
  listingId: listing.id,
  access: accessState(listing, opened, opened.buyerId),
  ndaVersion: opened.ndaVersion,
  unlockedAt: iso(opened.unlockedAt),
});

/** The values reveal the carrier, so readers without access do not get them. */
const presentChecks = ({ report, showsValues }: ListingChecks): ChecksView => ({
  checkedAt: iso(report.checkedAt),
  outcome: report.outcome,
  riskBand: report.risk.band,
  risk: showsValues ? presentRisk(report.risk) : null,
  checks: report.checks.map(({ id, title, verdict, hardStop, value, rule, source }) => ({
    id,
    title,
    verdict,
    hardStop,
    value: showsValues ? value : null,
    rule,
    source,
  })),
});

const presentRisk = ({ score, confidence, rules }: RiskScore) => ({
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
