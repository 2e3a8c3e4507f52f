/** Checks a code of the authenticator app or a recovery code: each is good once, and nobody guesses for long. */
import type { ProblemKind } from '../../../platform/http/problem';
import { accountKeyOf } from '../guesses';
import type { IdentityParts } from '../parts';
import { wrongCode } from './second-factor.problems';
import { findStepOfCode, normaliseRecoveryCode } from './second-factor.rules';

/** One of the two. */
export interface SecondFactorProof {
  code?: string | undefined;
  recoveryCode?: string | undefined;
}

type Verdict = 'right' | 'wrong' | 'used';

export type ProveSecondFactor = ReturnType<typeof createProveSecondFactor>;

export function createProveSecondFactor({
  audit,
  finders,
  guesses,
  mails,
  sealing,
  platform,
}: IdentityParts) {
  const { clock, database, log, mailer } = platform;

  /** Spends the step of the code: of any number who send it at once, one finds it unspent. In the ambient unit. */
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
      { userId, codeHash: sealing.hashRecoveryCode(normaliseRecoveryCode(typed)), now: clock.now() },
    );
    if (spent !== 1) return 'wrong';
    const [left] = await database.select<{ count: number }>(
      'SELECT COUNT(*) AS count FROM recovery_codes WHERE userId = :userId AND usedAt IS NULL',
      { userId },
    );
    const user = await finders.findUser(userId);
    if (user) await mailer.send(mails.recoveryCodeUsed(user, Number(left?.count)));
    await audit.record({
      actor: { kind: 'system', name: 'identity.second-factor' },
      action: 'user.recovery_code_used',
      subject: { type: 'user', id: userId },
    });
    return 'right';
  }

  /**
   * Runs `onRight` in one unit with the spending of the proof. The guess is counted before it is looked at, so that
   * no number of guesses in one moment is more than ten. Opens a unit, so never inside one.
   * @throws `refusal`, too_many_requests
   */
  return async <Result>(
    userId: string,
    { code, recoveryCode }: SecondFactorProof,
    onRight: () => Promise<Result>,
    refusal: ProblemKind = wrongCode,
  ): Promise<Result> => {
    const accountKey = accountKeyOf(`second factor of ${userId}`);
    await guesses.refuseWhenGuessedAt(accountKey);
    const guessId = await guesses.rememberFailure(accountKey);
    const outcome = await database.atomically(async () => {
      const verdict =
        code === undefined
          ? await spendRecoveryCode(userId, recoveryCode ?? '')
          : await spendCode(userId, code);
      if (verdict !== 'right') return { verdict };
      await guesses.forget(accountKey);
      return { verdict, result: await onRight() };
    });
    if ('result' in outcome) return outcome.result as Result;
    // Whoever repeats a code has not guessed: he knew it.
    if (outcome.verdict === 'used') await guesses.takeBack(guessId);
    log.warn('security: second factor refused', { userId, verdict: outcome.verdict });
    throw refusal('Take the code that the app shows now; each is good once.');
  };
}
