/** Which authority a carrier may trade under, out of the states of all its dockets. */
import type { Authority, AuthorityKind, AuthorityStatus, CarrierProfile } from './carrier-profile';

const statusesOf = (authorities: Authority[], kinds: AuthorityKind[]): (AuthorityStatus | null)[] =>
  authorities.filter(({ kind }) => kinds.includes(kind)).map(({ status }) => status);

export interface Standing {
  /** Authority as a carrier for hire, common or contract; null: not known. */
  forHire: AuthorityStatus | null;
  broker: AuthorityStatus | null;
}

/** The best state over all dockets: active anywhere is active; one unreadable state among inactive ones is not known. */
export function standingOf({ authorities }: CarrierProfile): Standing {
  if (authorities === null) return { forHire: null, broker: null };
  return {
    forHire: bestOf(statusesOf(authorities, ['COMMON', 'CONTRACT'])),
    broker: bestOf(statusesOf(authorities, ['BROKER'])),
  };
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
  const { forHire, broker } = standingOf(profile);
  if (forHire === 'ACTIVE') return true;
  if (forHire === null) return null;
  if (forHire === 'INACTIVE') return false;
  return broker === null ? null : broker === 'ACTIVE';
}

/** Whether it calls itself a carrier for hire; null: not known. */
export const callsItselfForHire = ({ operation: { classifications } }: CarrierProfile): boolean | null =>
  classifications && classifications.some((each) => /for[ -]hire/i.test(each));

/** It carries its own goods, as it says itself: it has no authority for hire to sell. */
export const isPrivateFleet = (profile: CarrierProfile): boolean =>
  (profile.operation.classifications ?? []).length > 0 && callsItselfForHire(profile) === false;

/** `common and broker`, for sentences; empty where none is active or none is known. */
export function activeKinds({ authorities }: CarrierProfile): string[] {
  const active = (authorities ?? []).filter(({ status }) => status === 'ACTIVE');
  return [...new Set(active.map(({ kind }) => kind.toLowerCase()))];
}
