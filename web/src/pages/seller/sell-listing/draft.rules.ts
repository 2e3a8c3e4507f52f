/** What of a listing is being written: what may be sent of it, and where two versions differ. */
import type { Listing } from '../../../api/queries';
import type { Deal, Finance, ListingChanges, Operation, PlatformStanding } from '../../../api/seller';

export interface Content {
  title: string;
  summary: string;
  description: string;
  /** As far as it is filled in. */
  deal: Partial<Deal>;
  operation: Operation;
  platformStanding: PlatformStanding;
  finance: Finance;
  approvalRequired: boolean;
  unlockCredits: number;
}

export type Edits = Partial<Content>;

/** Of a seller's own listing: the part that a stranger cannot read is there. */
export function contentOf({ confidential, management, ...listing }: Listing): Content | null {
  if (!confidential || !management) return null;
  const { title, summary, approvalRequired, unlockCredits } = listing;
  const { description, deal, operation, platformStanding, finance } = confidential;
  const approved = { title, summary, description, operation, platformStanding, finance };
  const { pendingChange } = management;
  const shown = pendingChange ?? { ...approved, deal, approvalRequired, unlockCredits };
  return {
    title: shown.title,
    summary: shown.summary,
    description: shown.description,
    deal: shown.deal ?? {},
    operation: shown.operation,
    platformStanding: shown.platformStanding,
    finance: shown.finance,
    approvalRequired: shown.approvalRequired,
    unlockCredits: shown.unlockCredits,
  };
}

/** A group goes out whole, so one that lacks what it cannot do without stays here. */
export const isWhole = (deal: Partial<Deal>): deal is Deal =>
  deal.dealStructure !== undefined &&
  deal.entityForm !== undefined &&
  deal.askingPriceCents !== undefined &&
  deal.contactContinuity !== undefined;

/** What can be sent of what was written; null where nothing can. */
export function sendable({ deal, ...others }: Edits): Omit<ListingChanges, 'version'> | null {
  const sent = { ...others, ...(deal && isWhole(deal) ? { deal } : {}) };
  return Object.keys(sent).length > 0 ? sent : null;
}

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** What is left to send: what stands on the server already is not sent again. */
export const withoutSame = (edits: Edits, there: Content): Edits =>
  Object.fromEntries(
    Object.entries(edits).filter(([key, value]) => !same(value, there[key as keyof Content])),
  );

/** Whether somebody else has changed, since `base` was read, what is written here. */
export const overlaps = (edits: Edits, base: Content, there: Content): boolean =>
  (Object.keys(edits) as (keyof Content)[]).some(
    (key) => !same(base[key], there[key]) && !same(edits[key], there[key]),
  );

export interface Difference {
  /** As on the wire, such as `deal.askingPriceCents`. */
  field: string;
  here: unknown;
  there: unknown;
}

const isGroup = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** Field by field, where what is written here differs from what stands there. */
export function differences(edits: Edits, stands: Content): Difference[] {
  return Object.entries(edits).flatMap(([group, here]) => {
    const saved: unknown = stands[group as keyof Content];
    if (!isGroup(here) || !isGroup(saved))
      return same(here, saved) ? [] : [{ field: group, here, there: saved }];
    const there: Record<string, unknown> = saved;
    const keys = [...new Set([...Object.keys(here), ...Object.keys(there)])];
    const mine: Record<string, unknown> = here;
    return keys.flatMap((key) =>
      same(mine[key], there[key]) ? [] : [{ field: `${group}.${key}`, here: mine[key], there: there[key] }],
    );
  });
}
