/** P1 to P4: what is read most. */
import type { LoadRequest, Work } from './work';
import { NEVER_TOGETHER } from './fill';
import { asReader, fromAddress, idOf, READERS, UNLOCKED } from './world';

const AT_ONCE = 10;
/** Of a round: more than it can ask, where each has to be another. */
const MANY = 24_000;
const SOME = 4_096;

const many = (count: number, make: (n: number) => LoadRequest): LoadRequest[] =>
  Array.from({ length: count }, (_, n) => make(n));

/** Two states, two ways to sell, and a highest price that nobody has asked for before. */
const BOUND_CENTS = 100_000_000;
/** Those that lie wholly below it. */
const BANDS_WITHIN = 14;
const PAIRS = [
  ['TX', 'CA'],
  ['FL', 'GA'],
  ['OH', 'TX'],
  ['GA', 'CA'],
] as const;
const filters = (round: number, n: number): string => {
  const [one, other] = PAIRS[n % PAIRS.length] ?? PAIRS[0];
  const most = BOUND_CENTS + round * MANY + n;
  return `state=${one}&state=${other}&dealStructure=EQUITY_SALE&dealStructure=ASSETS_ONLY&maxPriceCents=${most}`;
};

interface FoundRow {
  listingId: string;
  status: string;
  publishedAt: number;
  premium: number;
  card: string;
}

const SEARCH = `SELECT c.listingId, c.status, c.publishedAt, c.premium, c.card
  FROM (SELECT listingId, publishedAt AS sortKey FROM listing_cards
        WHERE status = 'ACTIVE' AND state IN (?, ?) AND dealStructure IN (?, ?)
          AND priceBand IN (${Array.from({ length: BANDS_WITHIN }, (_, n) => n).join(', ')})
        ORDER BY publishedAt DESC, listingId DESC LIMIT 21) found
  JOIN listing_cards c ON c.listingId = found.listingId ORDER BY found.sortKey DESC, c.listingId DESC`;

function pageOf(rows: readonly FoundRow[]): string {
  const page = rows.slice(0, 20);
  const cards = page.map(
    ({ listingId, status, publishedAt, premium, card }) =>
      `{"id":"${listingId}","status":"${status}","publishedAt":"${new Date(publishedAt).toISOString()}","isPremium":${premium === 1},${card.slice(1)}`,
  );
  const last = page.at(-1);
  const hasNext = rows.length > page.length;
  const cursor = Buffer.from(JSON.stringify(['xxxxxxxx', last?.publishedAt, last?.listingId])).toString(
    'base64url',
  );
  return `{"success":true,"data":[${cards.join(',')}],"pagination":{"by":"cursor","limit":20,"hasNext":${hasNext},"nextCursor":${hasNext ? `"${cursor}"` : null}}}`;
}

interface MeRow {
  id: string;
  email: string;
  firstName: string;
  lastName: string;
  companyName: string | null;
  phone: string | null;
  status: string;
  emailVerifiedAt: number | null;
  createdAt: number;
  roles: string;
}

const ME = `SELECT u.id, u.email, u.firstName, u.lastName, u.companyName, u.phone, u.status, u.emailVerifiedAt, u.avatarTag,
    u.createdAt, f.enabledAt, s.provedAt, s.expiresAt,
    (SELECT GROUP_CONCAT(r.role) FROM user_roles r WHERE r.userId = u.id) AS roles
  FROM sessions s JOIN users u ON u.id = s.userId LEFT JOIN second_factors f ON f.userId = u.id
  WHERE s.id = ? AND s.userId = ? AND s.revokedAt IS NULL AND s.expiresAt > ? AND u.status = 'ACTIVE'`;

const meOf = (row: MeRow | undefined): string => {
  if (!row) return '{}';
  const { id, email, firstName, lastName, companyName, phone, status } = row;
  return JSON.stringify({
    success: true,
    data: {
      ...{ id, email, firstName, lastName, displayName: `${firstName} ${lastName[0]}.`, companyName, phone },
      ...{ roles: row.roles.toUpperCase().split(','), status, emailVerified: row.emailVerifiedAt !== null },
      ...{ avatarUrl: null, createdAt: new Date(row.createdAt).toISOString() },
    },
  });
};

const DETAIL = `SELECT l.*, a.status AS accessStatus, a.ndaVersion, a.unlockedAt, a.decidedAt, v.savedAt,
    u.firstName, u.lastName, u.companyName, u.phone, u.email
  FROM sessions s JOIN users r ON r.id = s.userId JOIN listings l ON l.id = ?
    JOIN users u ON u.id = l.sellerId
    LEFT JOIN listing_access a ON a.listingId = l.id AND a.buyerId = s.userId
    LEFT JOIN saved_listings v ON v.listingId = l.id AND v.userId = s.userId
  WHERE s.id = ? AND s.userId = ? AND s.revokedAt IS NULL AND r.status = 'ACTIVE'`;

const detailPath = (n: number): string => `/api/listings/${idOf('listing', n % UNLOCKED)}`;

export const READING: Work[] = [
  {
    id: 'P1.page',
    title: 'public first page',
    connections: AT_ONCE,
    requests: () => many(SOME, (n) => ({ path: '/api/listings', headers: fromAddress(n) })),
    bare: 'constant',
    ...{ due: '0.30', aim: '0.50' },
  },
  {
    id: 'P1.teaser',
    title: 'public teaser of a listing',
    connections: AT_ONCE,
    requests: () => many(SOME, (n) => ({ path: detailPath(n % 8), headers: fromAddress(n) })),
    bare: 'constant',
    ...{ due: '0.30', aim: '0.50' },
  },
  {
    id: 'live',
    title: '/health/live',
    connections: AT_ONCE,
    requests: () => [{ path: '/api/health/live', headers: fromAddress(0) }],
    bare: 'constant',
    ...{ due: '120 µs', aim: '60 µs' },
  },
  {
    id: 'P2.filters',
    title: 'search with filters, each another one',
    connections: AT_ONCE,
    requests: (_, round) =>
      many(MANY, (n) => ({ path: `/api/listings?${filters(round, n)}`, headers: fromAddress(n) })),
    bare:
      ({ execute }) =>
      async ({ url = '' }) => {
        const query = new URLSearchParams(url.slice(url.indexOf('?') + 1));
        const values = [...query.getAll('state'), ...query.getAll('dealStructure')];
        return pageOf(await execute<FoundRow>(SEARCH, values));
      },
    ...{ due: '0.9', aim: '5' },
  },
  {
    id: 'P2.facets',
    title: 'the same with counts by facet, one at a time',
    connections: 1,
    requests: (_, round) =>
      many(SOME, (n) => ({
        path: `/api/listings?${filters(round, n)}&facets=true`,
        headers: fromAddress(n),
      })),
    bare: null,
    ...{ due: '25 ms', aim: '5 ms' },
  },
  {
    id: 'P2.nothing',
    title: 'two common words that no listing has both, one at a time',
    connections: 1,
    requests: (_, round) =>
      many(SOME, (n) => ({
        path: `/api/listings?search=${NEVER_TOGETHER.join('+')}&maxPriceCents=${BOUND_CENTS + round * SOME + n}`,
        headers: fromAddress(n),
      })),
    bare: null,
    ...{ due: '5 ms', aim: '1 ms' },
  },
  {
    id: 'P3',
    title: 'detail of an unlocked listing, signed in',
    connections: AT_ONCE,
    requests: () => many(READERS, (n) => ({ path: detailPath(n), headers: asReader(n) })),
    bare:
      ({ execute, answers }) =>
      async ({ url = '', headers }) => {
        const reader = Number(headers['x-reader']);
        const id = url.slice(url.lastIndexOf('/') + 1);
        const rows = await execute(DETAIL, [id, idOf('session', reader), idOf('reader', reader)]);
        return rows.length === 1 ? (answers[url] ?? '') : '{}';
      },
    ...{ due: '0.6', aim: '0.85' },
  },
  {
    id: 'P4',
    title: '/users/me',
    connections: AT_ONCE,
    requests: () => many(READERS, (n) => ({ path: '/api/users/me', headers: asReader(n) })),
    bare:
      ({ execute }) =>
      async ({ headers }) => {
        const reader = Number(headers['x-reader']);
        const [row] = await execute<MeRow>(ME, [idOf('session', reader), idOf('reader', reader), Date.now()]);
        return meOf(row);
      },
    ...{ due: '0.5', aim: '0.75' },
  },
];
