/** Completes a log-in whose password was right, by the second factor. */
import type { IdentityContext } from '../identity.context';
import { accountNotActive } from '../identity.problems';
import { accountKeyOf } from '../login-throttle';
import { challengeExpired, wrongSecondFactor } from '../second-factor/second-factor.problems';
import type { SecondFactorProof, VerifySecondFactor } from '../second-factor/verify-second-factor';
import { createOpenSession, type Origin, type SignedInUser } from './open-session';

export function createLogInWithSecondFactor(
  context: IdentityContext,
  verifySecondFactor: VerifySecondFactor,
) {
  const { challenges, loginThrottle, pendingTokens, store } = context;
  const openSession = createOpenSession(context);
  const expired = () => challengeExpired('Start again with your email address and password.');

  /** @throws challenge_expired, wrong_second_factor, account_not_active, too_many_requests */
  return async (pendingToken: string, proof: SecondFactorProof, from: Origin): Promise<SignedInUser> => {
    const pending = pendingTokens.read(pendingToken);
    if (!pending || !(await challenges.takeTry(pending.challengeId))) throw expired();
    const signIn = async () => {
      if (!(await challenges.spend(pending.challengeId))) throw expired();
      const user = await store.find(pending.userId);
      if (user?.status !== 'ACTIVE') throw accountNotActive('We emailed you the reason.');
      return openSession(user, from);
    };
    const { email } = await store.get(pending.userId);
    const accountKey = accountKeyOf(`second factor, ${await loginThrottle.keyOfLogIn(email, from.address)}`);
    return verifySecondFactor({ userId: pending.userId, accountKey }, proof, signIn, wrongSecondFactor);
  };
}
