/** Signs a person in whose password was right a moment ago, by his second factor. */
import { accountNotActive } from '../identity.problems';
import type { IdentityParts } from '../parts';
import type { ProveSecondFactor, SecondFactorProof } from '../second-factor/prove-second-factor';
import { challengeRefused, wrongSecondFactor } from '../second-factor/second-factor.problems';
import { createOpenSession, type Origin, type SignedInUser } from './open-session';

export function createLogInWithSecondFactor(parts: IdentityParts, proveSecondFactor: ProveSecondFactor) {
  const { challenges, finders, pendingTokens } = parts;
  const openSession = createOpenSession(parts);
  const refused = () => challengeRefused('Begin again with address and password.');

  /** @throws second_factor_refused, wrong_second_factor, account_not_active, too_many_requests */
  return async (pendingToken: string, proof: SecondFactorProof, from: Origin): Promise<SignedInUser> => {
    const pending = pendingTokens.read(pendingToken);
    if (!pending || !(await challenges.takeTry(pending.challengeId))) throw refused();
    const signIn = async () => {
      if (!(await challenges.spend(pending.challengeId))) throw refused();
      const user = await finders.findUser(pending.userId);
      if (user?.status !== 'ACTIVE') throw accountNotActive('We wrote to you why.');
      return openSession(user, from);
    };
    return proveSecondFactor(pending.userId, proof, signIn, wrongSecondFactor);
  };
}
