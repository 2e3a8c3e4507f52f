/** A company that was sold here is offered by its buyer alone: finds the sale that stands against anybody else, and tells that buyer. */
import type { Problem } from '../../platform/http/problem';
import { DAY_MS } from '../../platform/kernel/clock';
import type { UserActor } from '../../platform/kernel/actor';
import { SUBMISSION_CONTROL_LEVEL } from './carrier-check.rules';
import type { ListingRow } from './listing.model';
import { passesCompanyOn } from './listing.rules';
import type { ListingsContext } from './listings.context';
import { soldCompanyClaimed } from './listings.events';
import { carrierSoldByYou, carrierSoldHere } from './listings.problems';

export const SOLD_TO_OTHER = 'The company was sold here to somebody else, who alone may offer it.';

/** So many people a day their buyer hears of, of one sale. */
export const CLAIMS_TOLD_A_DAY = 3;

interface SaleToOther {
  /** The last one here that gave the company away. */
  sale: ListingRow;
  /** Whether whoever asks has sold it here themselves, then or before. */
  byThemselves: boolean;
}

const soldAt = ({ soldAt: at, updatedAt }: ListingRow): number => at ?? updatedAt;

/**
 * The sale after which this person does not offer the company: another has bought it here since, and no admin has upheld
 * their contest of who controls it.
 */
export async function findSaleToOther(
  { store, carriers }: ListingsContext,
  userId: string,
  usdot: number,
): Promise<SaleToOther | null> {
  const sold = await store.listings.findAll({ where: { usdot, status: 'SOLD' } });
  const sales = sold.filter(passesCompanyOn).toSorted((one, other) => soldAt(other) - soldAt(one));
  const [sale] = sales;
  if (!sale || sale.buyerId === userId) return null;
  if (await carriers.wasContestUpheldSince(userId, usdot, soldAt(sale))) return null;
  return { sale, byThemselves: sales.some(({ sellerId }) => sellerId === userId) };
}

const refusalOf = ({ sale: { usdot }, byThemselves }: SaleToOther): Problem =>
  byThemselves
    ? carrierSoldByYou(
        `You sold the carrier with USDOT ${usdot}. The same company cannot be listed again by its seller.`,
      )
    : carrierSoldHere(
        `The carrier with USDOT ${usdot} was sold here to somebody else. The same company is listed again by its buyer alone.`,
      );

/** Throws `carrier_sold_by_you`, `carrier_sold_here`. */
export async function refuseSoldCarrier(
  context: ListingsContext,
  userId: string,
  usdot: number,
): Promise<void> {
  const found = await findSaleToOther(context, userId, usdot);
  if (found) throw refusalOf(found);
}

/** Who has shown nothing of the company does not learn here that it was sold. */
const mayKnow = async ({ carriers }: ListingsContext, userId: string, usdot: number): Promise<boolean> =>
  (await carriers.proofOfControlLevel(userId, usdot)) >= SUBMISSION_CONTROL_LEVEL;

/** The same, but to a stranger without a proof: to them it says nothing. Throws `carrier_sold_by_you`, `carrier_sold_here`. */
export async function refuseKnownSale(
  context: ListingsContext,
  userId: string,
  usdot: number,
): Promise<void> {
  const found = await findSaleToOther(context, userId, usdot);
  if (found && (found.byThemselves || (await mayKnow(context, userId, usdot)))) throw refusalOf(found);
}

/**
 * The same before a submission, and tells the buyer of whoever has got as far as a proof: once of each, so often a day. A
 * unit of its own, since it outlives the refusal. Throws `carrier_sold_by_you`, `carrier_sold_here`.
 */
export async function refuseSubmittingSold(
  context: ListingsContext,
  actor: UserActor,
  usdot: number,
): Promise<void> {
  const found = await findSaleToOther(context, actor.userId, usdot);
  if (!found) return;
  const known = await mayKnow(context, actor.userId, usdot);
  if (known) await context.platform.database.atomically(() => tellBuyer(context, actor, found.sale.id));
  if (known || found.byThemselves) throw refusalOf(found);
}

async function tellBuyer(
  { platform, store, audit }: ListingsContext,
  actor: UserActor,
  saleId: string,
): Promise<void> {
  const { clock, database, events } = platform;
  // The lock counts: of two who try at once both are counted.
  const { usdot, title, buyerId } = await store.lock(saleId);
  const now = clock.now();
  const told = await database.select<{ userId: string; toldAt: number }>(
    'SELECT userId, toldAt FROM sold_company_claims WHERE saleId = :saleId',
    { saleId },
  );
  if (buyerId === null || told.some(({ userId }) => userId === actor.userId)) return;
  if (told.filter(({ toldAt }) => Number(toldAt) > now - DAY_MS).length >= CLAIMS_TOLD_A_DAY) return;
  await database.change(
    'INSERT INTO sold_company_claims (saleId, userId, toldAt) VALUES (:saleId, :userId, :now)',
    { saleId, userId: actor.userId, now },
  );
  await events.emit(soldCompanyClaimed, { listingId: saleId, title, usdot, buyerId, userId: actor.userId });
  await audit.record({
    actor,
    action: 'listing.sold_company_claimed',
    subject: { type: 'listing', id: saleId },
    detail: { usdot, buyerId },
  });
}
