/** What administrators read, one entry a list or thing. Every key begins with `admin`: an act reads all of it anew. */
import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import { answerOf, api } from './client';
import { ApiProblem } from './problem';
import type { components, operations } from './schema';

type Schemas = components['schemas'];
type QueryOf<Operation extends keyof operations> = NonNullable<operations[Operation]['parameters']['query']>;
export type Asked<Operation extends keyof operations> = Omit<QueryOf<Operation>, 'cursor' | 'page' | 'limit'>;

export type AdminQueue = Schemas['AdminQueue'];
export type QueueKind = Schemas['Queue'];
export type Person = Schemas['Person'];
export type AdminListingCard = Schemas['AdminListingCard'];
export type FirstWord = Schemas['FirstWord'];
export type ListingDueDiligence = Schemas['DueDiligence'];

interface Page<Row> {
  data: Row[];
  pagination: Schemas['Pagination'];
}

const PAGE_SIZE = 50;

/** A list that goes on: the first fifty, then more. */
export const pagesUnder = <Row>(
  queryKey: readonly unknown[],
  read: (part: { limit: number; cursor?: string; page?: number }, signal: AbortSignal) => Promise<Page<Row>>,
) => ({
  ...infiniteQueryOptions({
    queryKey,
    queryFn: ({ pageParam, signal }) =>
      read({ limit: PAGE_SIZE, ...(pageParam ? { cursor: pageParam } : {}) }, signal),
    initialPageParam: null as string | null,
    getNextPageParam: ({ pagination }) => (pagination.by === 'cursor' ? pagination.nextCursor : null),
  }),
  /** How many there are: asked for where one page does not show all. */
  total: queryOptions({
    queryKey: [...queryKey, 'total'],
    queryFn: ({ signal }) => read({ limit: 1, page: 1 }, signal),
    select: ({ pagination }) => (pagination.by === 'page' ? pagination : null),
  }),
});
export type PagesOf<Row> = ReturnType<typeof pagesUnder<Row>>;

/** One that any act may have changed. */
export const pagesOf = <Row>(
  key: readonly unknown[],
  read: Parameters<typeof pagesUnder<Row>>[1],
): PagesOf<Row> => pagesUnder(['admin', ...key], read);

export const queuesQuery = queryOptions({
  queryKey: ['admin', 'queues'],
  queryFn: ({ signal }) => answerOf(api.GET('/admin/queues', { signal })),
  select: ({ data }) => data,
});

export const stuckMoneyQuery = queryOptions({
  queryKey: ['admin', 'stuck'],
  queryFn: ({ signal }) => answerOf(api.GET('/admin/money/stuck', { signal })),
  select: ({ data }) => data,
});

export const firstWordsQuery = queryOptions({
  queryKey: ['admin', 'approvals'],
  queryFn: ({ signal }) => answerOf(api.GET('/admin/approvals', { signal })),
  select: ({ data }) => data,
});

export const healthQuery = queryOptions({
  queryKey: ['admin', 'health'],
  queryFn: ({ signal }) => answerOf(api.GET('/health/stats', { signal })),
  select: ({ data }) => data,
});

export const jobsQuery = queryOptions({
  queryKey: ['admin', 'jobs'],
  queryFn: ({ signal }) => answerOf(api.GET('/admin/jobs', { signal })),
  select: ({ data }) => data,
});

/** Reads whole tables: asked for by hand only. */
export const reconcileQuery = queryOptions({
  queryKey: ['reconcile'],
  queryFn: ({ signal }) => answerOf(api.GET('/admin/reconcile', { signal })),
  select: ({ data }) => data,
  enabled: false,
});

export const verifyLogQuery = queryOptions({
  queryKey: ['verify-log'],
  queryFn: ({ signal }) => answerOf(api.GET('/admin/action-log/verify', { signal })),
  select: ({ data }) => data,
  enabled: false,
});

export const balanceQuery = (account: string) =>
  queryOptions({
    queryKey: ['admin', 'balance', account],
    queryFn: ({ signal }) =>
      answerOf(api.GET('/admin/ledger/balance', { params: { query: { account } }, signal })),
    select: ({ data }) => data,
  });

export const userQuery = (id: string) =>
  queryOptions({
    queryKey: ['admin', 'user', id],
    queryFn: ({ signal }) => answerOf(api.GET('/admin/users/{id}', { params: { path: { id } }, signal })),
    select: ({ data }) => data,
  });

export const listingRecordQuery = (id: string) =>
  queryOptions({
    queryKey: ['admin', 'listing-record', id],
    queryFn: async ({ signal }) => {
      const answer = await answerOf(
        api.GET('/listings/{id}/due-diligence', { params: { path: { id } }, signal }),
      );
      // The PDF has to be asked for.
      if (typeof answer === 'string') throw new ApiProblem(500, {});
      return answer;
    },
    select: ({ data }) => data,
  });

export const pendingListingsQuery = pagesOf(['listings', 'pending'], (part, signal) =>
  answerOf(api.GET('/admin/listings/pending', { params: { query: part }, signal })),
);

export const adminListingsQuery = (asked: Asked<'listAllListings'>) =>
  pagesOf(['listings', asked], (part, signal) =>
    answerOf(api.GET('/admin/listings', { params: { query: { ...asked, ...part } }, signal })),
  );

export const proofsQuery = pagesOf(['proofs'], (part, signal) =>
  answerOf(api.GET('/admin/proof-of-control', { params: { query: part }, signal })),
);

export const contestsQuery = (asked: Asked<'listAllContests'>) =>
  pagesOf(['contests', asked], (part, signal) =>
    answerOf(api.GET('/admin/contests', { params: { query: { ...asked, ...part } }, signal })),
  );

export const verificationsQuery = (asked: Asked<'listVerifications'>) =>
  pagesOf(['verifications', asked], (part, signal) =>
    answerOf(api.GET('/admin/verifications', { params: { query: { ...asked, ...part } }, signal })),
  );

export const pendingDocumentsQuery = pagesOf(['documents'], (part, signal) =>
  answerOf(api.GET('/documents/admin/pending', { params: { query: part }, signal })),
);

export const allDocumentsQuery = (asked: Asked<'listAllDocuments'>) =>
  pagesOf(['documents', 'all', asked], (part, signal) =>
    answerOf(api.GET('/admin/documents', { params: { query: { ...asked, ...part } }, signal })),
  );

export const quarantinedDocumentsQuery = pagesOf(['documents', 'quarantine'], (part, signal) =>
  answerOf(api.GET('/documents/admin/quarantine', { params: { query: part }, signal })),
);

export const reportsQuery = (asked: Asked<'listReports'>) =>
  pagesOf(['reports', asked], (part, signal) =>
    answerOf(api.GET('/admin/reports', { params: { query: { ...asked, ...part } }, signal })),
  );

export const premiumRequestsQuery = (asked: Asked<'listPremiumRequests'>) =>
  pagesOf(['premium', asked], (part, signal) =>
    answerOf(api.GET('/admin/premium-requests', { params: { query: { ...asked, ...part } }, signal })),
  );

export const premiumAccessListQuery = (asked: Asked<'listPremiumAccess'>) =>
  pagesOf(['premium-access', asked], (part, signal) =>
    answerOf(api.GET('/admin/premium-access', { params: { query: { ...asked, ...part } }, signal })),
  );

export const adminDealsQuery = (asked: Asked<'listAllTransactions'>) =>
  pagesOf(['deals', asked], (part, signal) =>
    answerOf(api.GET('/admin/transactions', { params: { query: { ...asked, ...part } }, signal })),
  );

export const adminOffersQuery = (asked: Asked<'listAllOffers'>) =>
  pagesOf(['offers', asked], (part, signal) =>
    answerOf(api.GET('/admin/offers', { params: { query: { ...asked, ...part } }, signal })),
  );

export const usersQuery = (asked: Asked<'listUsers'>) =>
  pagesOf(['users', asked], (part, signal) =>
    answerOf(api.GET('/admin/users', { params: { query: { ...asked, ...part } }, signal })),
  );

export const actionLogQuery = (asked: Asked<'listActions'>) =>
  pagesOf(['log', asked], (part, signal) =>
    answerOf(api.GET('/admin/action-log', { params: { query: { ...asked, ...part } }, signal })),
  );

export const adminMandatesQuery = (asked: Asked<'listMandates'>) =>
  pagesOf(['mandates', asked], (part, signal) =>
    answerOf(api.GET('/admin/brokers', { params: { query: { ...asked, ...part } }, signal })),
  );

export const subscriptionsQuery = (asked: Asked<'listSubscriptions'>) =>
  pagesOf(['subscriptions', asked], (part, signal) =>
    answerOf(api.GET('/admin/subscriptions', { params: { query: { ...asked, ...part } }, signal })),
  );

export const featuredQuery = (asked: Asked<'listAllFeatured'>) =>
  pagesOf(['featured', asked], (part, signal) =>
    answerOf(api.GET('/admin/featured', { params: { query: { ...asked, ...part } }, signal })),
  );
