/** Checks an authenticator or recovery code: each works once, and failures are throttled. */
import type { ProblemKind } from '../../../platform/http/problem';
import { userRecoveryCodeUsed } from '../identity.events';
import type { IdentityContext } from '../identity.context';
import { wrongCode } from './second-factor.problems';
import { findStepOfCode, normalizeRecoveryCode } from './second-factor.rules';

/** Either of the two. */
export interface SecondFactorProof {
  code?: string | undefined;
  recoveryCode?: string | undefined;
}

type Verdict = 'right' | 'wrong' | 'used';

export type VerifySecondFactor = ReturnType<typeof createVerifySecondFactor>;

export function createVerifySecondFactor({ audit, loginThrottle, sealing, platform }: IdentityContext) {
  const { clock, database, events, log } = platform;

  /** Spends the code's time step: of any number of requests with it, one finds it unspent. In the ambient unit. */
  async function spendCode(userId: string, code: string): Promise<Verdict> {
    const [factor] = await database.select<{ sealedSecret: string }>(
      'SELECT sealedSecret FROM second_factors WHERE userId = :userId AND enabledAt IS NOT NULL',
      { userId },
    );
    if (!factor) return 'wrong';
    const step = findStepOfCode(sealing.open(factor.sealedSecret, userId), code, clock.now());
    if (step === null) return 'wrong';
    const spent = await database.change(
      `UPDATE second_factors SET lastUsedStep = :step
       WHERE userId = :userId AND enabledAt IS NOT NULL AND lastUsedStep < :step`,
      { userId, step },
    );
    return spent === 1 ? 'right' : 'used';
  }

  /** In the ambient unit. */
  async function spendRecoveryCode(userId: string, typed: string): Promise<Verdict> {
    const spent = await database.change(
      `UPDATE recovery_codes SET usedAt = :now WHERE codeHash = :codeHash AND userId = :userId AND usedAt IS NULL`,
      { userId, codeHash: sealing.hashRecoveryCode(normalizeRecoveryCode(typed)), now: clock.now() },
    );
    if (spent !== 1) return 'wrong';
    const [left] = await database.select<{ count: number }>(
      'SELECT COUNT(*) AS count FROM recovery_codes WHERE userId = :userId AND usedAt IS NULL',
      { userId },
    );
    await events.emit(userRecoveryCodeUsed, { userId, codesLeft: Number(left?.count) });
    await audit.record({
      actor: { kind: 'system', name: 'identity.second-factor' },
      action: 'user.recovery_code_used',
      subject: { type: 'user', id: userId },
    });
    return 'right';
  }

  /**
   * Runs `onSuccess` in one unit with the spending of the code. Each try counts as a failure until it turns out right,
   * so that no burst of concurrent tries gets past the limit. `accountKey`: what they count under; those of whoever only
   * knows the password do not count in a session of the user, nor where the user signs in from. Opens a unit, so never
   * inside one.
   * @throws `problem`, too_many_requests
   */
  return async <Result>(
    { userId, accountKey }: { userId: string; accountKey: string },
    { code, recoveryCode }: SecondFactorProof,
    onSuccess: () => Promise<Result>,
    problem: ProblemKind = wrongCode,
  ): Promise<Result> => {
    await loginThrottle.assertAllowed(accountKey);
    const { id: failureId } = await loginThrottle.addFailure(accountKey);
    const outcome = await database.atomically(async () => {
      const verdict =
        code === undefined
          ? await spendRecoveryCode(userId, recoveryCode ?? '')
          : await spendCode(userId, code);
      if (verdict !== 'right') return { verdict };
      await loginThrottle.reset(accountKey);
      return { verdict, result: await onSuccess() };
    });
    if ('result' in outcome) return outcome.result as Result;
    // A used code was a right one once: repeating it is no guess.
    if (outcome.verdict === 'used') await loginThrottle.removeFailure(failureId);
    log.warn('security: second factor refused', { userId, verdict: outcome.verdict });
    throw problem('Enter the code that the app shows now. Each code works once.');
  };
}
