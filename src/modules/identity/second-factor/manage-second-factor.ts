/** Lets users set up, turn on and turn off the second factor, and replace their recovery codes. */
import { randomBytes } from 'node:crypto';
import { Secret } from 'otpauth';
import type { UserActor } from '../../../platform/kernel/actor';
import type { VerifyPassword } from '../account/verify-password';
import { userSecondFactorChanged } from '../identity.events';
import type { IdentityContext } from '../identity.context';
import type { RevokedReason } from '../revoked-reasons';
import { createLockSignedIn } from '../use-cases/lock-signed-in';
import { createVoidPendingAccess } from '../use-cases/void-pending-access';
import { secondFactorDisabled, secondFactorEnabled, wrongCode } from './second-factor.problems';
import {
  findStepOfCode,
  newTotpSecret,
  normalizeRecoveryCode,
  RECOVERY_CODES,
  formatRecoveryCode,
  otpauthUrlOf,
} from './second-factor.rules';

/** 80 bits: sixteen characters of base32. */
const RECOVERY_CODE_BYTES = 10;

const ENDED: RevokedReason = 'SECOND_FACTOR_CHANGED';

interface FactorRow {
  sealedSecret: string;
  enabledAt: number | null;
}

const newRecoveryCode = (): string =>
  formatRecoveryCode(
    normalizeRecoveryCode(
      new Secret({ buffer: new Uint8Array(randomBytes(RECOVERY_CODE_BYTES)).buffer }).base32,
    ),
  );

export type ManageSecondFactor = ReturnType<typeof createManageSecondFactor>;

export function createManageSecondFactor(context: IdentityContext, verifyPassword: VerifyPassword) {
  const { audit, keptAccess, sealing, sessions, platform } = context;
  const { clock, database, events } = platform;
  const voidPendingAccess = createVoidPendingAccess(context);
  const lockSignedIn = createLockSignedIn(context);

  async function findFactor(userId: string): Promise<FactorRow | null> {
    const [row] = await database.select<FactorRow>(
      'SELECT sealedSecret, enabledAt FROM second_factors WHERE userId = :userId',
      { userId },
    );
    return row ?? null;
  }

  /** With the user's row locked, so that concurrent changes come one after the other. In the ambient unit. */
  async function lockFactor(actor: UserActor) {
    const row = await lockSignedIn(actor);
    return { row, factor: await findFactor(row.id) };
  }

  /** Voids the old ones. This is the only time that the codes are known. In the ambient unit. */
  async function replaceRecoveryCodes(userId: string): Promise<string[]> {
    await database.change('DELETE FROM recovery_codes WHERE userId = :userId', { userId });
    const codes = Array.from({ length: RECOVERY_CODES }, newRecoveryCode);
    for (const code of codes) {
      await database.change(
        'INSERT INTO recovery_codes (codeHash, userId, createdAt) VALUES (:codeHash, :userId, :now)',
        { codeHash: sealing.hashRecoveryCode(normalizeRecoveryCode(code)), userId, now: clock.now() },
      );
    }
    return codes;
  }

  /** What follows from turning it on or off: other devices are signed out, the user is notified. In the ambient unit. */
  async function announceChange(actor: UserActor, change: 'enabled' | 'disabled'): Promise<void> {
    keptAccess.changed(actor.userId);
    await voidPendingAccess(actor.userId, { recovered: false });
    await sessions.revokeOthersOf(actor.userId, actor.sessionId, ENDED);
    await audit.record({
      actor,
      action: `user.second_factor_${change}`,
      subject: { type: 'user', id: actor.userId },
    });
    await events.emit(userSecondFactorChanged, { userId: actor.userId, enabled: change === 'enabled' });
  }

  return {
    /** Makes a secret, which has no effect until `enable`. @throws second_factor_enabled */
    async setUp(actor: UserActor) {
      const secret = newTotpSecret();
      const email = await database.atomically(async () => {
        const { row, factor } = await lockFactor(actor);
        if (factor?.enabledAt) throw secondFactorEnabled('Turn it off first to move it to another device.');
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
      const otpauthUrl = otpauthUrlOf(secret, email);
      const { toDataURL } = await import('qrcode');
      return { secret, otpauthUrl, qrCode: await toDataURL(otpauthUrl) };
    },

    /** Answers the recovery codes; they are not shown again. @throws second_factor_enabled, second_factor_disabled, wrong_code */
    enable: (actor: UserActor, code: string): Promise<string[]> =>
      database.atomically(async () => {
        const { row, factor } = await lockFactor(actor);
        if (!factor) throw secondFactorDisabled('Get a secret first: POST /auth/2fa/setup.');
        if (factor.enabledAt) throw secondFactorEnabled('There is nothing to do.');
        const now = clock.now();
        const step = findStepOfCode(sealing.open(factor.sealedSecret, row.id), code, now);
        if (step === null)
          throw wrongCode('Enter the code that the app shows now, and check that its clock is right.');
        await database.change(
          'UPDATE second_factors SET enabledAt = :now, lastUsedStep = :step WHERE userId = :userId',
          { userId: row.id, step, now },
        );
        await sessions.markSteppedUp(actor);
        await announceChange(actor, 'enabled');
        return replaceRecoveryCodes(row.id);
      }),

    /** Hashes, so never inside a unit. @throws second_factor_disabled, wrong_password, too_many_requests */
    async disable(actor: UserActor, password: string): Promise<void> {
      await verifyPassword(actor, password);
      await database.atomically(async () => {
        const { row, factor } = await lockFactor(actor);
        if (!factor?.enabledAt) throw secondFactorDisabled('There is nothing to turn off.');
        await database.change('DELETE FROM recovery_codes WHERE userId = :userId', { userId: row.id });
        await database.change('DELETE FROM second_factors WHERE userId = :userId', { userId: row.id });
        await announceChange(actor, 'disabled');
      });
    },

    /** @throws second_factor_disabled */
    renewRecoveryCodes: (actor: UserActor): Promise<string[]> =>
      database.atomically(async () => {
        const { row, factor } = await lockFactor(actor);
        if (!factor?.enabledAt)
          throw secondFactorDisabled('Turn on two-factor authentication to get recovery codes.');
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
