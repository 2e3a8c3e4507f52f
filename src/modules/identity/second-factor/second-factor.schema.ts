/** What second factors and step-up look like on the wire. */
import { z } from 'zod';
import { Instant, sixDigits } from '../../../platform/http/wire';
import { PasswordGiven } from '../identity.schema';

const Code = sixDigits.describe('The six digits that the authenticator app shows now.');

const RecoveryCode = z
  .string()
  .min(8)
  .max(40)
  .describe('One of the recovery codes, instead of `code`. It works once.');

const codes = {
  code: Code.optional(),
  recoveryCode: RecoveryCode.optional(),
};

const isOne = (given: Record<string, unknown>, names: string[]): boolean =>
  names.filter((name) => given[name] !== undefined).length === 1;

export const LogInCompletion = z
  .strictObject({
    pendingToken: z.string().min(1).max(2_000).describe('The `pendingToken` of POST /auth/login.'),
    ...codes,
  })
  .refine((given) => isOne(given, ['code', 'recoveryCode']), 'must have one of code and recoveryCode')
  .meta({ id: 'LogInCompletion', description: 'Send either `code` or `recoveryCode`.' });

export const StepUpRequest = z
  .strictObject({
    password: PasswordGiven.optional().describe('Your password, if two-factor authentication is off.'),
    ...codes,
  })
  .refine(
    (given) => isOne(given, ['password', 'code', 'recoveryCode']),
    'must have one of password, code and recoveryCode',
  )
  .meta({ id: 'StepUpRequest', description: 'Send exactly one of the three.' });

export const SteppedUp = z
  .strictObject({ until: Instant.describe('Until when this session need not step up again.') })
  .meta({ id: 'SteppedUp' });
export const CodeGiven = z.strictObject({ code: Code }).meta({ id: 'CodeGiven' });

export const SecondFactorSetUp = z
  .strictObject({
    secret: z.string().describe('The secret in base32, for apps that cannot scan the QR code.'),
    otpauthUrl: z.string().describe('The `otpauth://` URL that the QR code contains.'),
    qrCode: z.string().describe('The QR code to scan: a PNG as a `data:` URL.'),
  })
  .meta({ id: 'SecondFactorSetUp' });

export const RecoveryCodes = z
  .strictObject({
    recoveryCodes: z.array(z.string()).describe('Ten codes that work once each. They are not shown again.'),
  })
  .meta({ id: 'RecoveryCodes' });
