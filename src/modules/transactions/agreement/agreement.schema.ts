/** The purchase agreement on the wire. */
import { z } from 'zod';
import { Id, Instant, line } from '../../../platform/http/wire';
import { PARTIES } from '../process/process';

const Hash = z.string().regex(/^[0-9a-f]{64}$/, 'must be the hash of the agreement, as it is shown with it');
const version = z
  .int()
  .min(1)
  .describe('Another price, an agreement of the sides and the way back from it each make another version.');

export const AgreementQuery = z.strictObject({
  format: z
    .enum(['json', 'pdf', 'original'])
    .default('json')
    .describe(
      '`pdf`: as a paper, of an own agreement its page of signatures. `original`: the very file of an own agreement.',
    ),
  version: z
    .string()
    .regex(/^[1-9]\d{0,3}$/, 'must be a version')
    .transform(Number)
    .optional()
    .describe('A former version that somebody signed; the present one when left out.'),
});
export type AgreementQuery = z.output<typeof AgreementQuery>;

export const AgreementSigned = z
  .strictObject({
    hash: Hash.describe('The `hash` of the agreement that you have read. Another one is refused.'),
    typedName: line(160, 2).describe('Your full name, typed as your signature: that of your profile.'),
  })
  .meta({ id: 'AgreementSigned' });
export type AgreementSigned = z.output<typeof AgreementSigned>;

const seen = z
  .int()
  .min(1)
  .describe('The `version` of the agreement that you have read. Another one is refused.');

export const OwnAgreementBrought = z
  .strictObject({
    documentId: Id.describe(
      'A PDF that you have uploaded as `PURCHASE_AGREEMENT`. Both sides can read it from then on.',
    ),
    version: seen,
  })
  .meta({ id: 'OwnAgreementBrought' });
export type OwnAgreementBrought = z.output<typeof OwnAgreementBrought>;

export const ReplacedAgreement = z.strictObject({ version: seen }).meta({ id: 'ReplacedAgreement' });
export type ReplacedAgreement = z.output<typeof ReplacedAgreement>;

const Signature = z
  .strictObject({
    typedName: z.string().describe('The name that they typed.'),
    accountName: z.string().describe('The name of their account then.'),
    signedAt: Instant.describe('When they signed.'),
    address: z.string().describe('The network address that they signed from.'),
    hash: Hash.describe('What they signed.'),
  })
  .meta({ id: 'AgreementSignature' });

export const AgreementView = z
  .strictObject({
    transactionId: Id,
    version,
    title: z
      .string()
      .describe('What kind of agreement it is, by the way in which the company changes hands.'),
    notice: z.string().describe('What everybody should read first: this is not legal advice.'),
    blocks: z
      .array(
        z
          .strictObject({
            kind: z.enum(['heading', 'clause']).describe('The heading of a section, or a clause of it.'),
            number: z.string().describe('`2` of a heading, `2.1` of a clause.'),
            text: z.string().describe('The words.'),
          })
          .meta({ id: 'AgreementBlock' }),
      )
      .describe('The text, from top to bottom; empty for an agreement that a side brought.'),
    own: z
      .strictObject({
        documentId: Id.describe('The document that is signed.'),
        fileName: z.string().describe('The name of its file.'),
        broughtBy: z.enum(PARTIES).describe('Who brought it.'),
        broughtAt: Instant.describe('When they did.'),
      })
      .nullable()
      .describe('The agreement that a side brought; null where it was drawn up here from the terms.'),
    hash: Hash.describe(
      'SHA-256, hexadecimal, of the title and the blocks as lines of UTF-8, each `number text`; of an own agreement that of its file.',
    ),
    termsHash: Hash.describe('The hash of the terms that it was made from.'),
    signatures: z
      .strictObject({
        buyer: Signature.nullable().describe('Null: not signed yet.'),
        seller: Signature.nullable().describe('Null: not signed yet.'),
      })
      .meta({ id: 'AgreementSignatures' })
      .describe('Who has signed this version.'),
    signedByBoth: z
      .boolean()
      .describe('Both have signed it: it is binding, and the PDF is the copy to keep.'),
    formerVersions: z
      .array(z.int())
      .describe('Former versions that somebody signed; `version` asks for one.'),
  })
  .meta({ id: 'PurchaseAgreement' });
export type AgreementView = z.output<typeof AgreementView>;
