/** Lets a person set up, switch on and switch off the second factor, and print recovery codes anew. */
import { randomBytes } from 'node:crypto';
import { Secret } from 'otpauth';
import { toDataURL } from 'qrcode';
import { notFound } from '../../../platform/http/problem';
import type { UserActor } from '../../../platform/kernel/actor';
import type { createProvePassword } from '../account/prove-password';
import type { IdentityParts } from '../parts';
import type { RevokedReason } from '../sessions';
import { secondFactorOff, secondFactorOn, wrongCode } from './second-factor.problems';
import {
  findStepOfCode,
  newTotpSecret,
  normaliseRecoveryCode,
  RECOVERY_CODES,
  showRecoveryCode,
  totpAddress,
} from './second-factor.rules';

/** 80 bits: sixteen letters and digits of base32. */
const RECOVERY_CODE_BYTES = 10;

const ENDED: RevokedReason = 'SECOND_FACTOR_CHANGED';

interface FactorRow {
  sealedSecret: string;
  enabledAt: number | null;
}

const newRecoveryCode = (): string =>
  showRecoveryCode(
    normaliseRecoveryCode(
      new Secret({ buffer: new Uint8Array(randomBytes(RECOVERY_CODE_BYTES)).buffer }).base32,
    ),
  );

export type ManageSecondFactor = ReturnType<typeof createManageSecondFactor>;

export function createManageSecondFactor(
  { audit, finders, mails, sealing, sessions, users, platform }: IdentityParts,
  provePassword: ReturnType<typeof createProvePassword>,
) {
  const { clock, database, mailer } = platform;

  async function findFactor(userId: string): Promise<FactorRow | null> {
    const [row] = await database.select<FactorRow>(
      'SELECT sealedSecret, enabledAt FROM second_factors WHERE userId = :userId',
      { userId },
    );
    return row ?? null;
  }

  /** On the locked row of the person, so that two changes at once come one after the other. In the ambient unit. */
  async function lockPerson(userId: string) {
    const row = await users.findByPk(userId, { lock: true });
    if (!row) throw notFound('There is no such person.');
    return { row, factor: await findFactor(userId) };
  }

  /** The former ones are good no more. Shown this once. In the ambient unit. */
  async function replaceRecoveryCodes(userId: string): Promise<string[]> {
    await database.change('DELETE FROM recovery_codes WHERE userId = :userId', { userId });
    const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
    for (const code of codes) {
      await database.change(
        'INSERT INTO recovery_codes (codeHash, userId, createdAt) VALUES (:codeHash, :userId, :now)',
        { codeHash: sealing.hashRecoveryCode(normaliseRecoveryCode(code)), userId, now: clock.now() },
      );
    }
    return codes;
  }

  /** What follows from either switch: other devices signed out, the owner told, the trail kept. In the ambient unit. */
  async function tellOfChange(actor: UserActor, change: 'enabled' | 'disabled'): Promise<void> {
    await database.change('DELETE FROM second_factor_challenges WHERE userId = :userId', {
      userId: actor.userId,
    });
    await sessions.revokeOthersOf(actor.userId, actor.sessionId, ENDED);
    await audit.record({
      actor,
      action: `user.second_factor_${change}`,
      subject: { type: 'user', id: actor.userId },
    });
    const user = await finders.findUser(actor.userId);
    if (user) await mailer.send(mails.secondFactorChanged(user, change));
  }

  return {
    /** Makes a secret that counts for nothing until a code of it was shown. @throws second_factor_enabled */
    async setUp(actor: UserActor) {
      const secret = newTotpSecret();
      const email = await database.atomically(async () => {
        const { row, factor } = await lockPerson(actor.userId);
        if (factor?.enabledAt) throw secondFactorOn('Switch it off first, to move to another device.');
        await database.change('DELETE FROM second_factors WHERE userId = :userId', { userId: row.id });
        await database.change(
          `INSERT INTO second_factors (userId, sealedSecret, lastUsedStep, createdAt)
           VALUES (:userId, :sealedSecret, 0, :now)`,
          { userId: row.id, sealedSecret: sealing.seal(secret, row.id), now: clock.now() },
        );
        await audit.record({
          actor,
          action: 'user.second_factor_set_up',
          subject: { type: 'user', id: row.id },
        });
        return row.email;
      });
      const otpauthUrl = totpAddress(secret, email);
      return { secret, otpauthUrl, qrCode: await toDataURL(otpauthUrl) };
    },

    /** Answers the recovery codes, this once. @throws second_factor_enabled, second_factor_disabled, wrong_code */
    enable: (actor: UserActor, code: string): Promise<string[]> =>
      database.atomically(async () => {
        const { row, factor } = await lockPerson(actor.userId);
        if (!factor) throw secondFactorOff('Ask for a secret first: POST /auth/2fa/setup.');
        if (factor.enabledAt) throw secondFactorOn('There is nothing left to do.');
        const now = clock.now();
        const step = findStepOfCode(sealing.open(factor.sealedSecret, row.id), code, now);
        if (step === null) throw wrongCode('Take the code that the app shows now; is its clock right?');
        await database.change(
          'UPDATE second_factors SET enabledAt = :now, lastUsedStep = :step WHERE userId = :userId',
          { userId: row.id, step, now },
        );
        await sessions.rememberProof(actor.sessionId);
        await tellOfChange(actor, 'enabled');
        return replaceRecoveryCodes(row.id);
      }),

    /** Hashes, so never inside a unit. @throws second_factor_disabled, wrong_password, too_many_requests */
    async disable(actor: UserActor, password: string): Promise<void> {
      await provePassword(actor, password);
      await database.atomically(async () => {
        const { row, factor } = await lockPerson(actor.userId);
        if (!factor?.enabledAt) throw secondFactorOff('There is nothing to switch off.');
        await database.change('DELETE FROM recovery_codes WHERE userId = :userId', { userId: row.id });
        await database.change('DELETE FROM second_factors WHERE userId = :userId', { userId: row.id });
        await tellOfChange(actor, 'disabled');
      });
    },

    /** @throws second_factor_disabled */
    renewRecoveryCodes: (actor: UserActor): Promise<string[]> =>
      database.atomically(async () => {
        const { row, factor } = await lockPerson(actor.userId);
        if (!factor?.enabledAt) throw secondFactorOff('Recovery codes come with a second factor.');
        await audit.record({
          actor,
          action: 'user.recovery_codes_renewed',
          subject: { type: 'user', id: row.id },
        });
        return replaceRecoveryCodes(row.id);
      }),

    isEnabled: async (userId: string): Promise<boolean> => Boolean((await findFactor(userId))?.enabledAt),
  };
}
