/** Accepted confidentiality terms on the wire. */
import { z } from 'zod';
import { Id, Instant } from '../../../platform/http/wire';

const Hash = z.string().regex(/^[0-9a-f]{64}$/);

export const OfAcceptance = z.strictObject({ id: Id.describe('The id of the acceptance.') });

export const PaperQuery = z.strictObject({
  format: z.enum(['json', 'pdf']).default('json').describe('As JSON or as a PDF file.'),
});
export type PaperQuery = z.output<typeof PaperQuery>;

export const AcceptanceView = z
  .strictObject({
    id: Id.describe('The id of the acceptance.'),
    listingId: Id.describe('The listing.'),
    listingTitle: z.string().describe('Its title.'),
    ndaVersion: z.string().describe('The version of the terms.'),
    textHash: Hash.describe('SHA-256 of the text in UTF-8, hexadecimal.'),
    acceptedAt: Instant.describe('When the terms were accepted.'),
    address: z.string().describe('The network address that they were accepted from.'),
    buyer: z
      .strictObject({
        id: Id.describe('The user id of the buyer.'),
        typedName: z
          .string()
          .nullable()
          .describe('What they typed as their signature. Null: accepted before it was asked for.'),
        accountName: z.string().nullable().describe('The name of their account at that moment.'),
        companyName: z.string().nullable().describe('Their company, as their profile has it now.'),
      })
      .meta({ id: 'NdaSigner' })
      .describe('Who accepted them.'),
  })
  .meta({ id: 'NdaAcceptanceRecord', description: 'An acceptance of the confidentiality terms.' });
export type AcceptanceView = z.output<typeof AcceptanceView>;

export const AcceptanceCopy = AcceptanceView.extend({
  text: z.string().describe('The terms in full, as they were accepted.'),
}).meta({ id: 'NdaCopy' });
export type AcceptanceCopy = z.output<typeof AcceptanceCopy>;

export const EvidenceView = z
  .strictObject({
    acceptance: AcceptanceCopy,
    textMatchesHash: z.boolean().describe('The kept text still has the hash that was accepted.'),
    buyerEmail: z.string().nullable().describe('The address of the account when the terms were accepted.'),
    company: z
      .strictObject({
        legalName: z.string().nullable().describe('The legal name.'),
        usdot: z.int().describe('The USDOT number.'),
        dockets: z.array(z.string()).describe('The docket numbers.'),
      })
      .meta({ id: 'NdaCompany' })
      .nullable()
      .describe('Null for a buyer to whom the confidential part was never open.'),
    sellerName: z.string().nullable().describe('The same.'),
    access: z
      .strictObject({
        status: z.enum(['PENDING', 'GRANTED', 'REVOKED']).describe('What the seller decided.'),
        unlockedAt: Instant.describe('When the buyer last asked for access.'),
        decidedAt: Instant.nullable().describe('When the seller last granted or revoked it.'),
      })
      .meta({ id: 'NdaAccess' })
      .describe('The access to the confidential part as it stands.'),
    log: z
      .array(
        z.strictObject({
          at: Instant.describe('When it happened.'),
          what: z.string().describe('What happened, in a sentence.'),
          entryId: Id.describe('The entry of the action log.'),
          sealNumber: z
            .int()
            .nullable()
            .describe('Its place in the chain of seals; null until it is sealed.'),
          sealHash: z.string().nullable().describe('The hash of its seal.'),
        }),
      )
      .describe('What the sealed action log has of this buyer and this listing, oldest first.'),
  })
  .meta({ id: 'NdaEvidence', description: 'What shows that the terms were accepted, by whom and when.' });
export type EvidenceView = z.output<typeof EvidenceView>;
