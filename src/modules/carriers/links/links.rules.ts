/** Which carriers a carrier is linked with, what is discounted, and what the risk score makes of it. */
import { counted } from '../../../platform/kernel/in-words';
import { daysUntil } from '../figures.rules';
import type { LinkKind, Standing } from './link-keys.rules';

/** The open files that can be loaded: the census, orders off the road, inspected vehicles, what became of authorities. */
export const FILE_KINDS = ['CENSUS', 'ORDERS', 'VEHICLES', 'AUTHORITY'] as const;
export type FileKind = (typeof FILE_KINDS)[number];

/** What more carriers than this share says nothing of two of them: a registered agent, a truck stop, a bookkeeper. */
export const CROWD = 5;
/** A company that starts so soon after another was ordered off the road, or lost its authority. */
const RESTART_DAYS = 90;
/** The graver first. A revocation alone is common: an insurance that lapsed brings it. */
export const STOPS = ['ORDER', 'REVOCATION'] as const;
export type Stop = (typeof STOPS)[number];
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
  /** The day on which its authority was last revoked against its will; null where it has authority again. */
  revokedOn: string | null;
}

export interface Link extends Member {
  shared: LinkKind[];
  /** The carriers between, nearest first; empty where the two share something themselves. */
  via: number[];
  /** Days from what stopped one to the number of the other; null: no restart. */
  restartDays: number | null;
  /** What stopped the one before; null where `restartDays` is. */
  restartAfter: Stop | null;
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

/**
 * Whether what they share is enough to name the other one. An address alone never is, whatever became of the other: it may
 * be that of a small registered agent. With a restart it is.
 */
export function isNamed(link: Link): boolean {
  if (link.restartDays !== null) return true;
  const strong = link.shared.some((kind) => !WEAK.includes(kind));
  const direct = link.via.length === 0;
  if (direct && strong) return true;
  return isAdverse(link) && link.shared.some((kind) => kind !== 'ADDRESS');
}

export type Restart = Pick<Link, 'restartDays' | 'restartAfter'>;

/** Whichever of the two was stopped, by an order or by losing its authority, the other began within 90 days of it. */
export function restartOf(one: Member, other: Member): Restart | null {
  for (const restartAfter of STOPS) {
    for (const [stopped, started] of [
      [one, other],
      [other, one],
    ] as const) {
      const stoppedOn = restartAfter === 'ORDER' ? stopped.orderedOn : stopped.revokedOn;
      if (stoppedOn === null || started.addedOn === null) continue;
      const restartDays = daysUntil(started.addedOn, Date.parse(`${stoppedOn}T00:00:00Z`));
      if (restartDays >= 0 && restartDays <= RESTART_DAYS) return { restartDays, restartAfter };
    }
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
  if (link.restartAfter === 'ORDER' || link.standing === 'OUT_OF_SERVICE') return MOST_LINK_POINTS;
  if (link.restartAfter === 'REVOCATION') return MOST_LINK_POINTS - 1;
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

const STOP_WORDS: Record<Stop, string> = {
  ORDER: 'the order against the other',
  REVOCATION: 'the operating authority of the other was revoked',
};

const listed = (words: string[]): string =>
  words.length < 2 ? (words[0] ?? '') : `${words.slice(0, -1).join(', ')} and ${words.at(-1)}`;

/** Completes "FMCSA record shows …". What two records share, and never what that means. */
export function linkWords(link: Link): string {
  const { usdot, legalName, standing, orderedOn, shared, via, restartDays, restartAfter } = link;
  const since = standing === 'OUT_OF_SERVICE' && orderedOn !== null ? ` of ${orderedOn}` : '';
  const other = `USDOT ${usdot}${legalName === null ? '' : ` (${legalName})`}, ${STANDING_WORDS[standing]}${since}`;
  const path = via.length === 0 ? '' : `, by way of USDOT ${via.join(', ')}`;
  const restart =
    restartDays === null || restartAfter === null
      ? ''
      : `; one number was assigned ${counted(restartDays, 'day')} after ${STOP_WORDS[restartAfter]}`;
  return `the same ${listed(shared.map((kind) => KIND_WORDS[kind]))} as ${other}${path}${restart}`;
}

export const discountWords = ({ kind, carriers }: Discounted): string =>
  `${KIND_WORDS[kind]}: shared by ${carriers} carriers or more, which says nothing of any two of them`;
