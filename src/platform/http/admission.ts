/** Who may call an endpoint: by role, by what they have proven, by the scopes of their key, in their own name or another's. */
import type { UserActor } from '../kernel/actor';
import type { Endpoint, Scope } from './endpoint';
import { forbidden, type Problem, type ProblemKind, problemKind, unauthorized } from './problem';

type Contract = Endpoint['contract'];

export const emailNotVerified = problemKind(
  'email_not_verified',
  403,
  'Confirm your email address first',
  'Follow the link in the email, or ask for another one.',
);
export const secondFactorRequired = problemKind(
  'second_factor_required',
  403,
  'Set up two-factor authentication first',
  'Set up and enable it, then send the request again.',
);
export const stepUpNeeded = problemKind(
  'step_up_needed',
  403,
  'Prove again that it is you',
  'Send a two-factor code or your password to POST /auth/step-up, then send the request again.',
);
export const scopeMissing = problemKind(
  'scope_missing',
  403,
  'The API key does not allow this',
  'Use a key that has the scope the operation names, or sign in as a person.',
);
export const notWhileImpersonating = problemKind(
  'not_while_impersonating',
  403,
  'Not possible while acting as another user',
  'End the impersonation first.',
);

const openToImpersonators = ({ method, ...contract }: Contract): boolean =>
  (method === 'get' && contract.closedToImpersonators !== true) || contract.openToImpersonators === true;

/** All of these an API key must have; none where no key opens it. */
export const scopesOf = ({ scope }: Contract): readonly Scope[] =>
  scope === undefined ? [] : typeof scope === 'string' ? [scope] : scope;

/** Of what its scopes name a deputy moves no money, and does nothing for which a person proves anew who they are. */
export const openToDeputies = (contract: Contract, scopes: readonly string[]): boolean =>
  contract.openToDeputies === true ||
  (contract.scope !== undefined &&
    contract.movesMoney !== true &&
    (contract.stepUp === undefined || contract.stepUp === 'admin') &&
    scopesOf(contract).every((scope) => scopes.includes(scope)));

/** Probes and the calls that get a new token take no notice of an old one that comes with them. */
const readsPublicly = ({ access, method, limit }: Contract): boolean =>
  access === 'public' && method === 'get' && limit !== null;

/** The refusals that follow from the contract alone. */
export function admissionProblemsOf(contract: Contract): ProblemKind[] {
  if (contract.access === 'public') return readsPublicly(contract) ? [unauthorized] : [];
  return [
    unauthorized,
    forbidden,
    scopeMissing,
    ...(contract.beforeSecondFactor ? [] : [secondFactorRequired]),
    ...(openToImpersonators(contract) ? [] : [notWhileImpersonating]),
    ...(contract.verifiedEmail || contract.provenEmail ? [emailNotVerified] : []),
    ...(contract.stepUp ? [stepUpNeeded] : []),
  ];
}

/** What the document says of it beside the role. */
export function admissionNotesOf(contract: Contract): string[] {
  if (contract.access === 'public') return [];
  const scopes = scopesOf(contract);
  return [
    ...(contract.verifiedEmail || contract.provenEmail ? ['Needs a confirmed e-mail address.'] : []),
    ...(contract.stepUp === true ? ['Needs a fresh proof that it is you: POST /auth/step-up.'] : []),
    ...(contract.stepUp === 'admin'
      ? ['Of admins it needs a fresh proof that it is they: POST /auth/step-up.']
      : []),
    ...(contract.stepUp === 'code' ? ['With a second factor, needs a fresh code: POST /auth/step-up.'] : []),
    scopes.length > 0
      ? `API keys need the scope${scopes.length > 1 ? 's' : ''} ${scopes.map((scope) => `\`${scope}\``).join(', ')}.`
      : 'Not open to API keys.',
  ];
}

/**
 * Whom the handler sees. An admin passes every door but not the rules behind it. On a public endpoint somebody who
 * would be refused is nobody in particular: they get what everybody gets. Reading with a token that is not
 * good is refused there too, so that a client notices that its user is signed out.
 * @throws what `admissionProblemsOf` names
 */
export function admit(contract: Contract, actor: UserActor | null, tokenGiven: boolean): UserActor | null {
  const refusal = actor ? refusalOf(contract, actor) : null;
  if (contract.access === 'public' && (actor || !tokenGiven || !readsPublicly(contract))) {
    return refusal ? null : actor;
  }
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
  const unmet = actor.unmet ?? [];
  if (unmet.includes('second_factor') && !contract.beforeSecondFactor) {
    return secondFactorRequired('Admins sign in with a second factor here: POST /auth/2fa/setup.');
  }
  if (actor.impersonator && !openToImpersonators(contract)) {
    return notWhileImpersonating('End the impersonation first: POST /auth/impersonation/end.');
  }
  if (actor.apiKey) {
    const { scopes } = actor.apiKey;
    const needed = scopesOf(contract);
    if (needed.length === 0)
      return scopeMissing('No API key opens this: sign in as the person that you are.');
    const missing = needed.filter((scope) => !scopes.includes(scope));
    if (missing.length > 0) return scopeMissing(`The key has no scope ${missing.join(', ')}.`);
  }
  if (actor.deputy && !openToDeputies(contract, actor.deputy.scopes)) {
    return forbidden('Only the person themselves does this, and nobody who acts for them.');
  }
  const role = access === 'public' || access === 'user' ? null : access;
  if (role && !actor.roles.includes(role) && !actor.roles.includes('admin')) {
    return forbidden(`This is for people with the role ${role.toUpperCase()}.`);
  }
  const unproven = contract.provenEmail && unmet.includes('proven_email');
  if (unproven || (contract.verifiedEmail && unmet.includes('verified_email'))) {
    return emailNotVerified(
      'Follow the link in our letter, or ask for another: POST /auth/resend-verification.',
    );
  }
  const stale = contract.stepUp === 'code' ? 'recent_code' : 'recent_step_up';
  const asksProof = contract.stepUp === 'admin' ? actor.roles.includes('admin') : contract.stepUp;
  if (asksProof && unmet.includes(stale)) {
    return stepUpNeeded(
      'Send a code of your second factor, or your password without one: POST /auth/step-up.',
    );
  }
  return null;
}
