/** What a user has yet to do before trade, money and credentials open to them. */
import type { Requirement } from '../../platform/kernel/actor';
import { MINUTE_MS } from '../../platform/kernel/clock';

/** How long a log-in or a step-up counts as recent. */
export const STEP_UP_VALID_MS = 10 * MINUTE_MS;

export interface RequirementFacts {
  roles: readonly string[];
  emailVerifiedAt: number | null;
  hasSecondFactor: boolean;
  /** When the session last had a code, or the password of a user without a second factor. */
  provedAt: number | null;
}

export interface RequirementPolicy {
  emailVerificationRequired: boolean;
  adminSecondFactorRequired: boolean;
  /** Who has to step up before money and credentials move. */
  stepUp: 'second-factor' | 'always';
}

export function findUnmetRequirements(
  user: RequirementFacts,
  policy: RequirementPolicy,
  now: number,
): Requirement[] {
  const unmet: Requirement[] = [];
  const isAdmin = user.roles.includes('admin');
  if (policy.emailVerificationRequired && user.emailVerifiedAt === null) unmet.push('verified_email');
  if (policy.adminSecondFactorRequired && isAdmin && !user.hasSecondFactor) unmet.push('second_factor');
  const isRecent = user.provedAt !== null && now < user.provedAt + STEP_UP_VALID_MS;
  if ((policy.stepUp === 'always' || user.hasSecondFactor) && !isRecent) unmet.push('recent_step_up');
  if (user.hasSecondFactor && !isRecent) unmet.push('recent_code');
  if (user.emailVerifiedAt === null) unmet.push('proven_email');
  return unmet;
}
