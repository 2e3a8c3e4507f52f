/** What is read and written about second factors. */
import { z } from 'zod';
import { Instant } from '../../../platform/http/wire';
import { PasswordGiven } from '../identity.schema';

const Code = z
  .string()
  .transform((typed) => typed.replaceAll(' ', ''))
  .pipe(z.string().regex(/^\d{6}$/, 'must have six digits'));

const RecoveryCode = z.string().min(8).max(40);

const proofs = {
  code: Code.optional(),
  recoveryCode: RecoveryCode.optional(),
};

const isOne = (given: Record<string, unknown>, names: string[]): boolean =>
  names.filter((name) => given[name] !== undefined).length === 1;

export const SecondFactorGiven = z
  .strictObject({ pendingToken: z.string().min(1).max(2_000), ...proofs })
  .refine((given) => isOne(given, ['code', 'recoveryCode']), 'must have one of code and recoveryCode');

export const StepUpProof = z
  .strictObject({ password: PasswordGiven.optional(), ...proofs })
  .refine(
    (given) => isOne(given, ['password', 'code', 'recoveryCode']),
    'must have one of password, code and recoveryCode',
  );

export const SteppedUp = z.strictObject({ until: Instant });
export const CodeGiven = z.strictObject({ code: Code });
export const PasswordProof = z.strictObject({ password: PasswordGiven });

export const SecondFactorSetUp = z.strictObject({
  /** Base32, for apps that cannot read the picture. */
  secret: z.string(),
  otpauthUrl: z.string(),
  /** A PNG as a `data:` address. */
  qrCode: z.string(),
});

/** Shown this once. */
export const RecoveryCodes = z.strictObject({ recoveryCodes: z.array(z.string()) });
