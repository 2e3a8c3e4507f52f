/** The addresses under /seller, /buyer and /admin of what is served elsewhere: thin doors to the same use cases. */
import { alsoAt, type Endpoint } from '../../platform/http/endpoint';
import type { ServedEndpoint } from '../../platform/http/server';

interface Door {
  /** The operation that it leads to. */
  to: string;
  operationId: string;
  path: string;
  summary: string;
  fixed?: Record<string, string>;
}

export const ALIASES: readonly Door[] = [
  {
    ...{ to: 'listOwnListings', operationId: 'listSellerListings', path: '/seller/listings' },
    summary: 'List your own listings in every state, newest first.',
  },
  {
    ...{ to: 'listReceivedOffers', operationId: 'listSellerOffers', path: '/seller/offers' },
    summary: 'List the offers on your listings, newest first.',
  },
  {
    ...{ to: 'listDocuments', operationId: 'listSellerDocuments', path: '/seller/documents' },
    summary: 'List the documents that you uploaded, the latest first.',
  },
  {
    ...{ to: 'listMadeOffers', operationId: 'listBuyerOffers', path: '/buyer/offers' },
    summary: 'List the offers you made, newest first.',
  },
  {
    ...{ to: 'listTransactions', operationId: 'listBuyerTransactions', path: '/buyer/transactions' },
    summary: 'List the transactions in which you buy, newest first.',
    fixed: { side: 'BUYER' },
  },
  {
    ...{ to: 'listTransactions', operationId: 'listBuyerPurchases', path: '/buyer/purchases' },
    summary: 'List the companies that you have bought, the latest transaction first.',
    fixed: { side: 'BUYER', status: 'COMPLETED' },
  },
  {
    ...{ to: 'listSavedListings', operationId: 'listBuyerSaved', path: '/buyer/saved' },
    summary: 'List your saved listings, newest first.',
  },
  {
    ...{ to: 'listUnlockedListings', operationId: 'listBuyerUnlocked', path: '/buyer/unlocked' },
    summary: 'List your unlocked listings, newest first.',
  },
  {
    ...{ to: 'getSubscription', operationId: 'getBuyerSubscription', path: '/buyer/subscription' },
    summary: 'Get your current or latest subscription.',
  },
  {
    ...{ to: 'listAllTransactions', operationId: 'listDisputes', path: '/admin/disputes' },
    summary: 'List the transactions in dispute.',
    fixed: { status: 'DISPUTED' },
  },
];

/** Fails at once where a door leads nowhere. */
export function resolveAliases(served: readonly ServedEndpoint[]): { tag: string; endpoint: Endpoint }[] {
  return ALIASES.map(({ to, ...door }) => {
    const found = served.find(({ contract }) => contract.operationId === to);
    if (!found) throw new Error(`${door.path} leads to ${to}, which is not served.`);
    return { tag: found.tag, endpoint: alsoAt(found, door) };
  });
}
