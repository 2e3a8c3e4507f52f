/** Has a signed-in person prove once more that it is he, which his session remembers for a while. */
import type { UserActor } from '../../../platform/kernel/actor';
import type { createProvePassword } from '../account/prove-password';
import type { IdentityParts } from '../parts';
import { PROOF_LASTS_MS } from '../standing.rules';
import type { ManageSecondFactor } from './manage-second-factor';
import type { ProveSecondFactor, SecondFactorProof } from './prove-second-factor';
import { proofOfOtherKind } from './second-factor.problems';

interface Proof extends SecondFactorProof {
  password?: string | undefined;
}

export interface StepUpParts {
  isEnabled: ManageSecondFactor['isEnabled'];
  provePassword: ReturnType<typeof createProvePassword>;
  proveSecondFactor: ProveSecondFactor;
}

export function createStepUp(
  { audit, sessions, platform }: IdentityParts,
  { isEnabled, provePassword, proveSecondFactor }: StepUpParts,
) {
  const { clock, database } = platform;

  /** Answers until when. In the ambient unit. */
  async function remember(actor: UserActor): Promise<number> {
    await sessions.rememberProof(actor.sessionId);
    await audit.record({
      actor,
      action: 'session.stepped_up',
      subject: { type: 'session', id: actor.sessionId },
    });
    return clock.now() + PROOF_LASTS_MS;
  }

  /** @throws proof_of_other_kind, wrong_code, wrong_password, too_many_requests */
  return async (actor: UserActor, { password, ...proof }: Proof): Promise<number> => {
    if (await isEnabled(actor.userId)) {
      if (password !== undefined) throw proofOfOtherKind('Send a code of your authenticator app.');
      return proveSecondFactor(actor.userId, proof, () => remember(actor));
    }
    if (password === undefined) throw proofOfOtherKind('You have no second factor: send your password.');
    await provePassword(actor, password);
    return database.atomically(() => remember(actor));
  };
}
