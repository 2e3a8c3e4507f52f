/** Where the header leads, by what somebody is here for. Who buys and sells sees both. */
import type { words } from '../words';

type Role = keyof typeof words.codes.role;
type Path = keyof typeof words.navigation;

const VISITORS: readonly Path[] = ['/search', '/carrier-check', '/how-it-works', '/pricing'];

/** In the order of the header. */
const OWN: readonly { path: Path; roles: readonly Role[] }[] = [
  { path: '/home', roles: ['BUYER', 'SELLER'] },
  { path: '/search', roles: ['BUYER', 'ADMIN'] },
  { path: '/unlocked', roles: ['BUYER'] },
  { path: '/saved', roles: ['BUYER'] },
  { path: '/my-listings', roles: ['SELLER'] },
  { path: '/offers', roles: ['BUYER', 'SELLER'] },
  { path: '/deals', roles: ['BUYER', 'SELLER'] },
  { path: '/earnings', roles: ['SELLER'] },
  { path: '/admin', roles: ['ADMIN'] },
];

/** `roles`: null for a visitor. */
export const headerPaths = (roles: readonly Role[] | null): readonly Path[] =>
  roles === null
    ? VISITORS
    : OWN.filter((link) => link.roles.some((role) => roles.includes(role))).map(({ path }) => path);

/** Badges have room for two figures. */
export const badgeOf = (count: number): string => (count > 99 ? '99+' : String(count));
