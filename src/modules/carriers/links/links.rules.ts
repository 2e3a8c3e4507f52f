/** Which carriers a carrier is linked with, what is discounted, and what the risk score makes of it. */
import { daysUntil } from '../figures.rules';
import type { LinkKind, Standing } from './link-keys.rules';

/** What more carriers than this share says nothing of two of them: a registered agent, a truck stop, a bookkeeper. */
export const CROWD = 5;
/** A company that starts so soon after another was ordered off the road. */
const RESTART_DAYS = 90;
/** Found for carriers of the same town and trade by chance: alone they name nobody who is in good standing. */
const WEAK: readonly LinkKind[] = ['ADDRESS', 'OFFICER'];
/** What leads on to the next carrier of a chain. */
const LEADS_ON: readonly LinkKind[] = ['TELEPHONE', 'EMAIL', 'EIN', 'VIN', 'FORMER_NUMBER'];

export interface Member {
  usdot: number;
  legalName: string | null;
  state: string | null;
  standing: Standing;
  addedOn: string | null;
  /** The day of an out-of-service order that is in force. */
  orderedOn: string | null;
}

export interface Link extends Member {
  shared: LinkKind[];
  /** The carriers between, nearest first; empty where the two share something themselves. */
  via: number[];
  /** Days from the order against one to the number of the other; null: no restart. */
  restartDays: number | null;
}

export interface Discounted {
  kind: LinkKind;
  /** At least so many carriers share it. */
  carriers: number;
}

export interface Links {
  links: Link[];
  discounted: Discounted[];
}

export const leadsOn = ({ shared }: Link): boolean => shared.some((kind) => LEADS_ON.includes(kind));

export const isAdverse = ({ standing }: Member): boolean =>
  standing === 'INACTIVE' || standing === 'OUT_OF_SERVICE';

/** Whether what they share is enough to name the other one. */
export function isNamed(link: Link): boolean {
  const strong = link.shared.some((kind) => !WEAK.includes(kind));
  const direct = link.via.length === 0;
  if (direct && strong) return true;
  return isAdverse(link) || link.restartDays !== null;
}

/** Whichever of the two was ordered off the road, the other began within 90 days of it. */
export function restartDaysOf(one: Member, other: Member): number | null {
  for (const [stopped, started] of [
    [one, other],
    [other, one],
  ] as const) {
    if (stopped.orderedOn === null || started.addedOn === null) continue;
    const days = daysUntil(started.addedOn, Date.parse(`${stopped.orderedOn}T00:00:00Z`));
    if (days >= 0 && days <= RESTART_DAYS) return days;
  }
  return null;
}

/** The worst first. */
export const byWeight = (a: Link, b: Link): number =>
  pointsOf(b) - pointsOf(a) ||
  a.via.length - b.via.length ||
  b.shared.length - a.shared.length ||
  a.usdot - b.usdot;

export const MOST_LINK_POINTS = 4;

export function pointsOf(link: Link): number {
  if (link.restartDays !== null || link.standing === 'OUT_OF_SERVICE') return MOST_LINK_POINTS;
  return link.standing === 'INACTIVE' ? 2 : 1;
}

const KIND_WORDS: Record<LinkKind, string> = {
  TELEPHONE: 'telephone number',
  EMAIL: 'e-mail address',
  EMAIL_DOMAIN: 'e-mail domain',
  ADDRESS: 'address',
  OFFICER: 'name of an officer in the same state',
  VIN: 'vehicle (VIN)',
  EIN: 'federal tax number',
  FORMER_NUMBER: 'revoked USDOT number stated as a former one',
};

const STANDING_WORDS: Record<Standing, string> = {
  ACTIVE: 'active',
  NO_AUTHORITY: 'active without authority',
  INACTIVE: 'inactive',
  OUT_OF_SERVICE: 'under an out-of-service order',
  UNKNOWN: 'of unknown status',
};

const listed = (words: string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** Completes "FMCSA record shows …". What two records share, and never what that means. */
export function linkWords(link: Link): string {
  const { usdot, legalName, standing, orderedOn, shared, via, restartDays } = link;
  const since = standing === 'OUT_OF_SERVICE' && orderedOn !== null ? ` of ${orderedOn}` : '';
  const other = `USDOT ${usdot}${legalName === null ? '' : ` (${legalName})`}, ${STANDING_WORDS[standing]}${since}`;
  const path = via.length === 0 ? '' : `, by way of USDOT ${via.join(', ')}`;
  const restart =
    restartDays === null
      ? ''
      : `; one number was assigned ${restartDays} days after the order against the other`;
  return `the same ${listed(shared.map((kind) => KIND_WORDS[kind]))} as ${other}${path}${restart}`;
}

export const discountWords = ({ kind, carriers }: Discounted): string =>
  `${KIND_WORDS[kind]}: shared by ${carriers} carriers or more, which says nothing of any two of them`;
