/** What follows from a carrier's history: cancellations that are pending, how long authority is held, what was lost. */
import { forwarderAuthorities, isIntermediary, needsSecurity } from './authority.rules';
import type { AuthorityEvent, Policy } from './carrier-history';
import type { CarrierProfile } from './carrier-profile';
import { daysUntil, monthsSince, wholeDollars } from './figures.rules';

/** An insurer cancels by a notice of 30 days (49 CFR 387.313(d)): a filing with less to run is not "on file". */
export const CANCELLATION_STOPS_DAYS = 30;
/** A loss that was healed longer ago is told, and counts for nothing. */
const LOSS_COUNTS_MONTHS = 36;

type Cover = 'LIABILITY' | 'SECURITY';

const covers = (cover: Cover, { kind }: Policy): boolean =>
  cover === 'LIABILITY' ? kind === 'LIABILITY' : kind === 'BOND' || kind === 'TRUST';

export interface PendingCancellation {
  policy: Policy & { cancelledOn: string };
  cover: Cover;
  days: number;
  /** Other filings reach what is needed from that day on. */
  replaced: boolean;
}

/** What has to stay on file for the company to trade: liability for a carrier, a bond or trust fund for an intermediary. */
function neededOf(profile: CarrierProfile): { cover: Cover; dollars: number | null }[] {
  const { liability } = profile.insurance;
  const needed: { cover: Cover; dollars: number | null }[] = [];
  const carries = liability.required ?? !isIntermediary(profile);
  if (carries) needed.push({ cover: 'LIABILITY', dollars: liability.requiredDollars });
  if (needsSecurity(profile)) needed.push({ cover: 'SECURITY', dollars: BROKER_SECURITY_DOLLARS });
  return needed;
}

/** Security of a broker or freight forwarder (49 CFR 387.307, 387.403). */
export const BROKER_SECURITY_DOLLARS = 75_000;

/** The soonest first; null: not known. What the carrier does not need is left out. */
export function pendingCancellations(profile: CarrierProfile, now: number): PendingCancellation[] | null {
  const { policies } = profile.history;
  if (policies === null) return null;
  return neededOf(profile)
    .flatMap(({ cover, dollars }) =>
      policies
        .filter((policy) => covers(cover, policy) && !policy.replaced)
        .filter(isCancelled)
        .map((policy) => ({
          policy,
          cover,
          days: daysUntil(policy.cancelledOn, now),
          replaced: reaches(standingAfter(policies, policy, cover), dollars ?? policy.amountDollars),
        })),
    )
    .filter(({ days }) => days > 0)
    .sort((a, b) => a.days - b.days);
}

const isCancelled = (policy: Policy): policy is Policy & { cancelledOn: string } =>
  policy.cancelledOn !== null;

/** The filings under the same docket that are in force from the day on which `ending` is not. */
const standingAfter = (
  policies: Policy[],
  ending: Policy & { cancelledOn: string },
  cover: Cover,
): Policy[] =>
  policies.filter(
    (policy) =>
      policy !== ending &&
      covers(cover, policy) &&
      policy.docketNumber === ending.docketNumber &&
      policy.effectiveOn !== null &&
      policy.effectiveOn <= ending.cancelledOn &&
      (policy.cancelledOn === null || policy.cancelledOn > ending.cancelledOn),
  );

/** An excess policy adds to a primary one and stands for nothing alone. */
function reaches(policies: Policy[], dollars: number | null): boolean {
  const primary = Math.max(0, ...policies.filter(({ excess }) => !excess).map(amountOf));
  const excess = policies
    .filter((policy) => policy.excess)
    .reduce((sum, policy) => sum + amountOf(policy), 0);
  return dollars !== null && primary > 0 && primary + excess >= dollars;
}

const amountOf = ({ amountDollars }: Policy): number => amountDollars ?? 0;

/** `$750,000 of liability (BMC-91X) is canceled from 2026-12-05`. */
export function cancellationWords({ policy, cover }: PendingCancellation): string {
  const amount = policy.amountDollars === null ? 'a filing' : wholeDollars(policy.amountDollars);
  const form = policy.form === null ? '' : ` (${policy.form})`;
  return `${amount} of ${cover === 'LIABILITY' ? 'liability' : 'bond'}${form} canceled from ${policy.cancelledOn}`;
}

/** The first that is not replaced and comes within the days that stop a sale. */
export const stoppingCancellation = (pending: PendingCancellation[]): PendingCancellation | undefined =>
  pending.find(({ replaced, days }) => !replaced && days <= CANCELLATION_STOPS_DAYS);

const LOSSES = ['REVOKED', 'SUSPENDED'];

const isBrokers = ({ authority }: AuthorityEvent): boolean => /broker/i.test(authority ?? '');

/** The day of the first grant of an authority that is active; null: not known. A broker's makes no carrier older. */
export function authorityHeldSince(profile: CarrierProfile): string | null {
  const active = (profile.authorities ?? []).filter(({ status }) => status === 'ACTIVE');
  const forwarders = forwarderAuthorities(profile).filter(({ status }) => status === 'ACTIVE');
  const isHeld = (event: AuthorityEvent): boolean =>
    forwarders.some(({ docketNumber }) => docketNumber === event.docketNumber) ||
    active.some(
      ({ kind, docketNumber }) =>
        docketNumber === event.docketNumber &&
        (event.authority === null || (kind === 'BROKER') === isBrokers(event)),
    );
  const grants = (profile.history.authority ?? [])
    .filter((event) => event.action === 'GRANTED' && isHeld(event))
    .flatMap(({ on }) => on ?? []);
  return grants.sort()[0] ?? null;
}

/** Revocations and suspensions that are announced and not in force yet; null: not known. */
export function announcedLosses({ history }: CarrierProfile, now: number): AuthorityEvent[] | null {
  return (
    history.authority?.filter(({ action, on }) => isLoss(action) && on !== null && daysUntil(on, now) > 0) ??
    null
  );
}

/** The latest loss of the last 36 months, healed or not; null: there was none, or it is not known. */
export const recentLoss = ({ history }: CarrierProfile, now: number): AuthorityEvent | null =>
  history.authority?.find(
    ({ action, on }) =>
      isLoss(action) && on !== null && daysUntil(on, now) <= 0 && monthsSince(on, now) < LOSS_COUNTS_MONTHS,
  ) ?? null;

/** What the open files say of a carrier, where they are loaded. */
export interface Filed {
  orderedOn: string | null;
  revokedOn: string | null;
}

/**
 * What the record shows against the company, now or before, in its own words: never what that means. `filed` speaks where
 * the record's own history is not known.
 */
export function adverseLines({ safety, history }: CarrierProfile, filed?: Filed): string[] {
  const { inForce, since } = safety.outOfService;
  const on = (day: string | null): string => (day === null ? '' : ` on ${day}`);
  const orders =
    history.orders?.map(
      ({ orderedOn, reason, rescindedOn }) =>
        `out of service ordered${on(orderedOn)}${reason === null ? '' : ` (${reason})`}` +
        `${rescindedOn === null ? '' : `, rescinded${on(rescindedOn)}`}`,
    ) ?? (filed?.orderedOn ? [`out of service ordered${on(filed.orderedOn)}`] : []);
  const losses =
    history.authority
      ?.filter(({ action }) => isLoss(action))
      .map(
        (event) =>
          `authority ${event.action.toLowerCase()}${on(event.on)}` +
          `${event.docketNumber === null ? '' : ` under ${event.docketNumber}`}`,
      ) ?? (filed?.revokedOn ? [`authority revoked${on(filed.revokedOn)}`] : []);
  const standing = inForce === true && orders.length === 0;
  return [...(standing ? [`out of service ordered${on(since)}`] : []), ...orders, ...losses];
}

const isLoss = (action: string): boolean => LOSSES.includes(action);
