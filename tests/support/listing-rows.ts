/** Listings as rows, for tests that need many of them on the market and care little how they came there. */
import { newId } from '../../src/platform/kernel/ids';
import { Deal, Finance, Operation, PlatformStanding } from '../../src/modules/listings/listing.fields';
import { ListedCarrier } from '../../src/modules/listings/listed-carrier.rules';
import { createListingStore } from '../../src/modules/listings/listing.store';
import type { TestApp } from './app';

type Store = ReturnType<typeof createListingStore>;
type Values = Parameters<Store['add']>[0];

export interface RowOptions extends Partial<Values> {
  usdot: number;
  priceCents?: number;
  dealStructure?: Deal['dealStructure'];
  state?: string | null;
  powerUnits?: number | null;
  /** Of the USDOT number; null: not known. */
  years?: number | null;
  sellerFinancing?: Deal['sellerFinancing'];
}

export const YEAR_MS = 365.25 * 24 * 3_600_000;

export function listingRow(now: number, { usdot, ...options }: RowOptions): Values {
  const { priceCents = 3_500_000, dealStructure = 'EQUITY_SALE', state = 'TX', powerUnits = 3 } = options;
  const { years = 4, sellerFinancing = null, carrier, ...values } = options;
  const status = values.status ?? 'ACTIVE';
  const isLive = ['PENDING_REVIEW', 'ACTIVE', 'PAUSED', 'RESERVED'].includes(status);
  const columns = { ...values };
  for (const extra of ['priceCents', 'dealStructure', 'state', 'powerUnits'] as const) delete columns[extra];
  return {
    id: newId(),
    sellerId: newId(),
    usdot,
    liveUsdot: isLive ? usdot : null,
    status,
    statusReason: null,
    version: 1,
    title: 'Regional carrier with steady shippers',
    summary: '',
    description: '',
    askingPriceCents: priceCents,
    deal: Deal.parse({
      dealStructure,
      entityForm: 'LLC',
      askingPriceCents: priceCents,
      sellerFinancing,
      contactContinuity: 'NOT_INCLUDED',
    }),
    operation: Operation.parse({ cargoTypes: ['GENERAL_FREIGHT'] }),
    platformStanding: PlatformStanding.parse({}),
    finance: Finance.parse({}),
    approvalRequired: false,
    unlockCredits: 1,
    carrier: {
      ...ListedCarrier.parse({
        usdot,
        dockets: [],
        state,
        authorities: [{ kind: 'COMMON', status: 'ACTIVE', docketNumber: null }],
        registeredOn: years === null ? null : new Date(now - years * YEAR_MS).toISOString().slice(0, 10),
        liabilityOnFileCents: 100_000_000,
        safetyRating: 'SATISFACTORY',
        powerUnits,
        riskScore: 10,
        source: 'FICTIONAL',
        retrievedAt: now,
      }),
      ...carrier,
    },
    reportId: null,
    verified: true,
    premium: false,
    publication: 1,
    publicationPaid: true,
    buyerId: status === 'RESERVED' || status === 'SOLD' ? newId() : null,
    createdAt: now,
    updatedAt: now,
    submittedAt: now,
    publishedAt: now,
    expiresAt: null,
    ...columns,
  };
}

/** Puts them into the database, with their cards and words. */
export async function addListings(app: TestApp, rows: readonly Values[], atOnce = 250): Promise<void> {
  const store = createListingStore(app.platform);
  for (let from = 0; from < rows.length; from += atOnce) {
    await app.platform.database.atomically(async () => {
      for (const each of rows.slice(from, from + atOnce)) await store.add(each);
    });
  }
}
