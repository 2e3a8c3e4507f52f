/** Which authority a carrier may trade under, out of the states of all its dockets. */
import type { Authority, AuthorityKind, AuthorityStatus, CarrierProfile } from './carrier-profile';

const statusesOf = (authorities: Authority[], kinds: AuthorityKind[]): (AuthorityStatus | null)[] =>
  authorities.filter(({ kind }) => kinds.includes(kind)).map(({ status }) => status);

export interface Standing {
  /** Authority as a carrier for hire, common or contract; null: not known. */
  forHire: AuthorityStatus | null;
  broker: AuthorityStatus | null;
  /** Under an FF docket, of which the record shows no state of its own; NONE where the company has no such docket. */
  forwarder: AuthorityStatus | null;
}

const isForwarders = ({ docketNumber }: { docketNumber: string | null }): boolean =>
  docketNumber?.startsWith('FF') === true;

/** The best state over all dockets: active anywhere is active; one unreadable state among inactive ones is not known. */
export function standingOf(profile: CarrierProfile): Standing {
  const { authorities, dockets } = profile;
  const forwarder = forwards(profile) ? forwarderStatus(profile) : 'NONE';
  if (authorities === null)
    return { forHire: null, broker: null, forwarder: dockets === null ? null : forwarder };
  const others = authorities.filter((authority) => !isForwarders(authority));
  return {
    forHire: bestOf(statusesOf(others, ['COMMON', 'CONTRACT'])),
    broker: bestOf(statusesOf(others, ['BROKER'])),
    forwarder,
  };
}

/** A freight forwarder has its dockets, and one state for all of them. */
export function forwarderAuthorities(
  profile: CarrierProfile,
): { status: AuthorityStatus | null; docketNumber: string }[] {
  const numbers = (profile.dockets ?? []).filter((docketNumber) => isForwarders({ docketNumber }));
  const { forwarder: status } = standingOf(profile);
  return numbers.map((docketNumber) => ({ status, docketNumber }));
}

const forwards = ({ dockets }: CarrierProfile): boolean =>
  (dockets ?? []).some((docketNumber) => isForwarders({ docketNumber }));

/** QCMobile has no state for freight forwarders: one that is active shows, else the history of the docket tells. */
function forwarderStatus({ authorities, history }: CarrierProfile): AuthorityStatus | null {
  if ((authorities ?? []).some((each) => isForwarders(each) && each.status === 'ACTIVE')) return 'ACTIVE';
  const last = history.authority?.find((event) => isForwarders(event) && event.action !== 'OTHER');
  if (!last) return null;
  return last.action === 'GRANTED' || last.action === 'REINSTATED' ? 'ACTIVE' : 'INACTIVE';
}

function bestOf(statuses: (AuthorityStatus | null)[]): AuthorityStatus | null {
  if (statuses.includes('ACTIVE')) return 'ACTIVE';
  if (statuses.includes(null)) return null;
  return statuses.includes('INACTIVE') ? 'INACTIVE' : 'NONE';
}

/**
 * Whether the company holds the authority that it trades under. A broker that never was a carrier needs no carrier's
 * authority; a carrier whose own was taken away is not saved by its broker's.
 */
export function mayTradeForHire(profile: CarrierProfile): boolean | null {
  const { forHire, broker, forwarder } = standingOf(profile);
  if (forHire === 'ACTIVE') return true;
  if (forHire === null) return null;
  if (forHire === 'INACTIVE') return false;
  if (broker === 'ACTIVE' || forwarder === 'ACTIVE') return true;
  return broker === null || forwarder === null ? null : false;
}

/** A broker or freight forwarder that never was a carrier for hire: it needs no truck, and a bond instead of liability insurance. */
export function isIntermediary(profile: CarrierProfile): boolean {
  const { forHire, broker, forwarder } = standingOf(profile);
  return forHire === 'NONE' && (broker === 'ACTIVE' || broker === 'INACTIVE' || forwarder !== 'NONE');
}

/** No authority is on record, and no docket of a freight forwarder: there is nothing that process agents are for. */
export const needsNoAgents = (profile: CarrierProfile): boolean =>
  profile.authorities?.length === 0 && !forwards(profile);

/** Whether a bond or trust fund has to be on file. */
export function needsSecurity(profile: CarrierProfile): boolean {
  const { broker, forwarder } = standingOf(profile);
  return broker === 'ACTIVE' || (forwards(profile) && forwarder !== 'INACTIVE');
}

/** Whether it calls itself a carrier for hire; null: not known. */
export const callsItselfForHire = ({ operation: { classifications } }: CarrierProfile): boolean | null =>
  classifications && classifications.some((each) => /for[ -]hire/i.test(each));

/** It carries its own goods, as it says itself: it has no authority for hire to sell. */
export const isPrivateFleet = (profile: CarrierProfile): boolean =>
  (profile.operation.classifications ?? []).length > 0 && callsItselfForHire(profile) === false;

/** `common and broker`, for sentences; empty where none is active or none is known. */
export function activeKinds(profile: CarrierProfile): string[] {
  const active = (profile.authorities ?? []).filter(
    (each) => each.status === 'ACTIVE' && !isForwarders(each),
  );
  const kinds = active.map(({ kind }) => kind.toLowerCase());
  return [
    ...new Set([...kinds, ...(standingOf(profile).forwarder === 'ACTIVE' ? ['freight forwarder'] : [])]),
  ];
}
