/** Who may call an endpoint: by role, by what he has proven, by the scopes of his key, in his own name or another's. */
import type { UserActor } from '../kernel/actor';
import type { Endpoint } from './endpoint';
import { forbidden, type Problem, type ProblemKind, problemKind, unauthorized } from './problem';
import { scopeOf } from './scopes';

type Contract = Endpoint['contract'];

export const emailNotVerified = problemKind('email_not_verified', 403, 'Confirm your e-mail address first');
export const secondFactorRequired = problemKind(
  'second_factor_required',
  403,
  'Set up your second factor first',
);
export const stepUpNeeded = problemKind('step_up_needed', 403, 'Prove once more that it is you');
export const scopeMissing = problemKind('scope_missing', 403, 'The API key is not for this');
export const notWhileImpersonating = problemKind(
  'not_while_impersonating',
  403,
  'Nobody does this in the name of somebody else',
);

const openToImpersonators = ({ method, openToImpersonators: opened }: Contract): boolean =>
  method === 'get' || opened === true;

/** The refusals that follow from the contract alone. */
export function admissionProblemsOf(contract: Contract): ProblemKind[] {
  if (contract.access === 'public') return [];
  return [
    unauthorized,
    forbidden,
    scopeMissing,
    ...(contract.beforeSecondFactor ? [] : [secondFactorRequired]),
    ...(openToImpersonators(contract) ? [] : [notWhileImpersonating]),
    ...(contract.trading ? [emailNotVerified] : []),
    ...(contract.stepUp ? [stepUpNeeded] : []),
  ];
}

/** What the document says of it beside the role. */
export function admissionNotesOf(contract: Contract): string[] {
  if (contract.access === 'public') return [];
  const scope = scopeOf(contract);
  return [
    ...(contract.trading ? ['Needs a confirmed e-mail address.'] : []),
    ...(contract.stepUp ? ['Needs a fresh proof that it is you: POST /auth/step-up.'] : []),
    scope ? `API keys need the scope \`${scope}\`.` : 'Not open to API keys.',
  ];
}

/**
 * Whom the handler sees. An admin passes every door but not the rules behind it. On a public endpoint somebody who
 * would be refused is nobody in particular: he gets what everybody gets.
 * @throws what `admissionProblemsOf` names
 */
export function admit(contract: Contract, actor: UserActor | null, tokenGiven: boolean): UserActor | null {
  const refusal = actor ? refusalOf(contract, actor) : null;
  if (contract.access === 'public') return refusal ? null : actor;
  if (!actor) {
    throw unauthorized(
      tokenGiven
        ? 'The access token is not good any more. Refresh it or sign in again.'
        : 'Send an access token: `Authorization: Bearer …`.',
      { headers: { 'WWW-Authenticate': 'Bearer realm="mc-exchange"' } },
    );
  }
  if (refusal) throw refusal;
  return actor;
}

function refusalOf(contract: Contract, actor: UserActor): Problem | null {
  const { access } = contract;
  const lacks = actor.lacks ?? [];
  if (lacks.includes('second_factor') && !contract.beforeSecondFactor) {
    return secondFactorRequired('Admins sign in with a second factor here: POST /auth/2fa/setup.');
  }
  if (actor.impersonator && !openToImpersonators(contract)) {
    return notWhileImpersonating('End the impersonation first: POST /auth/impersonation/end.');
  }
  if (actor.apiKey) {
    const scope = scopeOf(contract);
    if (scope === null) return scopeMissing('No API key opens this: sign in as the person that you are.');
    if (!actor.apiKey.scopes.includes(scope)) return scopeMissing(`The key has no scope ${scope}.`);
  }
  const role = access === 'public' || access === 'user' ? null : access;
  if (role && !actor.roles.includes(role) && !actor.roles.includes('admin')) {
    return forbidden(`This is for people with the role ${role.toUpperCase()}.`);
  }
  if (contract.trading && lacks.includes('verified_email')) {
    return emailNotVerified(
      'Follow the link in our letter, or ask for another: POST /auth/resend-verification.',
    );
  }
  if (contract.stepUp && lacks.includes('fresh_proof')) {
    return stepUpNeeded(
      'Send a code of your second factor, or your password without one: POST /auth/step-up.',
    );
  }
  return null;
}
