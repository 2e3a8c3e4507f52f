/** What a person has yet to do before the doors of trade, money and credentials open to him. */
import type { Lack } from '../../platform/kernel/actor';
import { MINUTE_MS } from '../../platform/kernel/clock';

/** How long a proof counts as fresh, whether it was given at log-in or since. */
export const PROOF_LASTS_MS = 10 * MINUTE_MS;

export interface Standing {
  roles: readonly string[];
  emailVerifiedAt: number | null;
  hasSecondFactor: boolean;
  /** When the session last had the proof that the person can give: a code, or the password without second factor. */
  provedAt: number | null;
}

export interface StandingPolicy {
  emailVerificationRequired: boolean;
  adminSecondFactorRequired: boolean;
  /** Who proves anew that it is he before money and credentials move. */
  stepUp: 'second-factor' | 'always';
}

export function findLacks(person: Standing, policy: StandingPolicy, now: number): Lack[] {
  const lacks: Lack[] = [];
  const isAdmin = person.roles.includes('admin');
  if (policy.emailVerificationRequired && person.emailVerifiedAt === null) lacks.push('verified_email');
  if (policy.adminSecondFactorRequired && isAdmin && !person.hasSecondFactor) lacks.push('second_factor');
  const isFresh = person.provedAt !== null && now < person.provedAt + PROOF_LASTS_MS;
  if ((policy.stepUp === 'always' || person.hasSecondFactor) && !isFresh) lacks.push('fresh_proof');
  return lacks;
}
