/** Who accepted the confidentiality terms, for the two sides and admins, with what proves it. */
import { modelKeyset, NEWEST_ID_FIRST, readPage } from '../../../platform/db/keyset';
import { notFound } from '../../../platform/http/problem';
import { isAdmin, isInRole, type UserActor } from '../../../platform/kernel/actor';
import type { Page, PageQuery } from '../../../platform/kernel/page';
import type { SealedEntry } from '../../audit';
import type { User } from '../../identity';
import type { AccessRow, ListingRow } from '../listing.model';
import type { ListingsContext } from '../listings.context';
import { isSeller } from '../readers.rules';
import type { NdaAcceptance } from './acceptance.model';
import { findNda, type NdaVersion } from './nda-versions';

export interface AcceptanceFile {
  acceptance: NdaAcceptance;
  listing: ListingRow;
  /** Null once the account is gone. */
  buyer: User | null;
}

export interface AcceptedText extends AcceptanceFile {
  nda: NdaVersion;
}

export interface Evidence extends AcceptedText {
  opened: AccessRow;
  seller: User | null;
  /** The confidential part is, or was, open to the reader. */
  namesCompany: boolean;
  /** Oldest first. */
  log: SealedEntry[];
}

const noSuchAcceptance = () => notFound('There is no such acceptance.');

/** What the log has of one buyer: their own acts, and what the seller decided about them. */
const concerns = (buyerId: string) => (entry: SealedEntry) =>
  WHAT_COUNTS.has(entry.action) && (entry.actorId === buyerId || entry.detail.buyerId === buyerId);

const WHAT_COUNTS: ReadonlySet<string> = new Set([
  ...['listing.unlocked', 'listing.nda_accepted', 'listing.access_granted', 'listing.access_revoked'],
  'listing.access_withdrawn',
]);

export function createReadAcceptances({ store, access, identity, audit }: ListingsContext) {
  const { acceptances } = access;

  async function filesOf(rows: NdaAcceptance[]): Promise<AcceptanceFile[]> {
    const listings = await store.listings.findAll({ where: { id: rows.map(({ listingId }) => listingId) } });
    const buyers = await identity.findUsers([...new Set(rows.map(({ buyerId }) => buyerId))]);
    return rows.map((acceptance) => {
      const listing = listings.find(({ id }) => id === acceptance.listingId);
      if (!listing) throw new Error(`Acceptance ${acceptance.id} is of no listing.`);
      return { acceptance, listing, buyer: buyers.get(acceptance.buyerId) ?? null };
    });
  }

  /** Throws `not_found` alike for what does not exist and for whoever is neither of the two sides nor an admin. */
  async function read(actor: UserActor, id: string): Promise<AcceptedText> {
    const row = await acceptances.findByPk(id);
    if (!row) throw noSuchAcceptance();
    const [file] = await filesOf([row]);
    const isBuyer = row.buyerId === actor.userId && isInRole(actor, 'buyer');
    const isParty = isBuyer || (file !== undefined && isSeller(actor, file.listing));
    if (!file || (!isParty && !isAdmin(actor))) throw noSuchAcceptance();
    const nda = findNda(row.ndaVersion);
    if (!nda) throw new Error(`The text of version ${row.ndaVersion} of the terms is missing.`);
    return { ...file, nda };
  }

  async function list(where: { buyerId: string } | { listingId: string }, query: PageQuery) {
    const rows = modelKeyset(acceptances, {
      name: 'listings.nda-acceptances',
      order: NEWEST_ID_FIRST,
      where,
    });
    const { items, pagination } = await readPage(rows, { ...query, ...where });
    return { items: await filesOf(items), pagination };
  }

  return {
    readAcceptance: read,

    async readEvidence(actor: UserActor, id: string): Promise<Evidence> {
      const file = await read(actor, id);
      const { acceptance, listing } = file;
      const opened = await access.find(listing.id, acceptance.buyerId);
      if (!opened) throw new Error(`Acceptance ${id} opened nothing.`);
      const wasOpen =
        opened.status === 'GRANTED' || (opened.status === 'REVOKED' && opened.creditReturnedAt === null);
      const people = await identity.findUsers([listing.sellerId]);
      const entries = await audit.listAbout({ type: 'listing', id: listing.id });
      return {
        ...file,
        opened,
        seller: people.get(listing.sellerId) ?? null,
        namesCompany: actor.userId !== acceptance.buyerId || wasOpen,
        log: entries.filter(concerns(acceptance.buyerId)),
      };
    },

    /** A buyer's own, newest first. */
    listOwnAcceptances: (actor: UserActor, query: PageQuery): Promise<Page<AcceptanceFile>> =>
      list({ buyerId: actor.userId }, query),

    /** Those of a listing, for its seller, newest first. */
    async listAcceptancesOf(
      actor: UserActor,
      listingId: string,
      query: PageQuery,
    ): Promise<Page<AcceptanceFile>> {
      await store.getAsSeller(listingId, actor);
      return list({ listingId }, query);
    },
  };
}
