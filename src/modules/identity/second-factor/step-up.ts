/** Authenticates a signed-in user again; the session counts it as recent for ten minutes. */
import type { UserActor } from '../../../platform/kernel/actor';
import type { VerifyPassword } from '../account/verify-password';
import type { IdentityContext } from '../identity.context';
import { accountKeyOf } from '../login-throttle';
import { STEP_UP_VALID_MS } from '../requirements.rules';
import type { ManageSecondFactor } from './manage-second-factor';
import type { VerifySecondFactor, SecondFactorProof } from './verify-second-factor';
import { wrongStepUpMethod } from './second-factor.problems';

interface StepUpProof extends SecondFactorProof {
  password?: string | undefined;
}

interface Collaborators {
  isEnabled: ManageSecondFactor['isEnabled'];
  verifyPassword: VerifyPassword;
  verifySecondFactor: VerifySecondFactor;
}

export function createStepUp(
  { audit, sessions, platform }: IdentityContext,
  { isEnabled, verifyPassword, verifySecondFactor }: Collaborators,
) {
  const { clock, database } = platform;

  /** Answers until when it counts. In the ambient unit. */
  async function markSteppedUp(actor: UserActor): Promise<number> {
    await sessions.markSteppedUp(actor);
    await audit.record({
      actor,
      action: 'session.stepped_up',
      subject: { type: 'session', id: actor.sessionId },
    });
    return clock.now() + STEP_UP_VALID_MS;
  }

  /** @throws wrong_step_up_method, wrong_code, wrong_password, too_many_requests */
  return async (actor: UserActor, { password, ...proof }: StepUpProof): Promise<number> => {
    if (await isEnabled(actor.userId)) {
      if (password !== undefined) throw wrongStepUpMethod('Send a code from your authenticator app.');
      return verifySecondFactor(
        { userId: actor.userId, accountKey: accountKeyOf(`second factor of ${actor.userId}, signed in`) },
        proof,
        () => markSteppedUp(actor),
      );
    }
    if (password === undefined)
      throw wrongStepUpMethod('Two-factor authentication is off: send your password.');
    await verifyPassword(actor, password);
    return database.atomically(() => markSteppedUp(actor));
  };
}
