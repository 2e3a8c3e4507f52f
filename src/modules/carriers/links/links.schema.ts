/** Linked carriers on the wire. */
import { z } from 'zod';
import { Instant } from '../../../platform/http/wire';
import { Freshness } from '../carriers.schema';
import { LINK_KINDS, STANDINGS } from './link-keys.rules';
import { FILE_KINDS, STOPS } from './links.rules';

const text = z.string().nullable();
const day = z.iso.date().nullable();

const LinkShape = z
  .strictObject({
    usdot: z.int().describe('The USDOT number of the other carrier.'),
    legalName: text.describe('Its legal name; null where no loaded file has it.'),
    state: text.describe('A two-letter state code, such as TX.'),
    standing: z
      .enum(STANDINGS)
      .describe('How it stands in the loaded files. NO_AUTHORITY: active, with its docket inactive.'),
    addedOn: day.describe('The day its number was assigned.'),
    orderedOn: day.describe('The day of an out-of-service order against it.'),
    revokedOn: day.describe(
      'The day its operating authority was last revoked against its will; null where it has authority again.',
    ),
    shared: z.array(z.enum(LINK_KINDS)).describe('What the two records share.'),
    via: z.array(z.int()).describe('The carriers between the two, nearest first.'),
    restartDays: z
      .int()
      .nullable()
      .describe('Days from what stopped one to the number of the other, up to 90. Null: no such start.'),
    restartAfter: z
      .enum(STOPS)
      .nullable()
      .describe('What stopped the one before: an out-of-service order, or the loss of its authority.'),
    shows: z.string().describe('The same in a sentence.'),
  })
  .meta({ id: 'CarrierLink' });

export const LinksShape = z
  .strictObject({
    usdot: z.int().describe('The USDOT number.'),
    legalName: text.describe('The legal name in the federal record; null if not known.'),
    known: z.boolean().describe('Whether a census file is loaded. If not, nothing is known of links.'),
    links: z.array(LinkShape).describe('At most 25, the weightiest first.'),
    discounted: z
      .array(z.string())
      .describe(
        'What is shared with so many that it says nothing, such as the address of a registered agent.',
      ),
    files: z
      .array(
        z
          .strictObject({
            kind: z.enum(FILE_KINDS).describe('Which open file.'),
            rows: z.int().describe('The rows that were loaded.'),
            loadedAt: Instant.describe('When it was loaded.'),
          })
          .meta({ id: 'LoadedFile' }),
      )
      .describe('The open files that this rests on.'),
    ...Freshness,
  })
  .meta({ id: 'LinkedCarriers' });
