/** The due-diligence report on the wire. */
import { z } from 'zod';
import { Instant } from '../../../platform/http/wire';
import { DocumentSeen } from '../../documents';
import { CarrierShape, ChecksShape, HistoryShape } from '../carriers.schema';
import { LinksShape } from '../links/links.schema';
import { WEIGHTS } from './open-points.rules';

export const DueDiligenceQuery = z.strictObject({
  format: z.enum(['json', 'pdf']).default('json').describe('As JSON or as a PDF file.'),
});
export type DueDiligenceQuery = z.output<typeof DueDiligenceQuery>;

export const DueDiligenceShape = z
  .strictObject({
    usdot: z.int().describe('The USDOT number.'),
    preparedAt: Instant.describe('When this was put together.'),
    openPoints: z
      .array(
        z.strictObject({
          id: z.string().describe('Of the check or of the rule.'),
          weight: z
            .enum(WEIGHTS)
            .describe(
              'STOPS: forbids a sale. FAILED: a check failed. OPEN: not answered, and could stop it. ASK: worth a question. ' +
                'POINTS: costs points of the risk score.',
            ),
          title: z.string().describe('What it is about.'),
          shows: z.string().nullable().describe('What the record shows.'),
          rule: z.string().describe('The rule, in a sentence.'),
          source: z.string().describe('Where that comes from, and of when.'),
          points: z.number().nullable().describe('Points of the risk score; null for a check.'),
        }),
      )
      .describe('What to put right before a sale, or to ask about before a purchase, the gravest first.'),
    record: CarrierShape.describe('The federal record.'),
    verdict: ChecksShape.describe('Every check and every rule of the risk score.'),
    linked: LinksShape.pick({ known: true, links: true, discounted: true, files: true }).describe(
      'Carriers whose records share something with this one.',
    ),
    documents: z
      .array(DocumentSeen)
      .nullable()
      .describe(
        'What the seller handed in with the listing, type by type; null in a report of a carrier alone.',
      ),
    control: z
      .strictObject({
        level: z.int().min(0).max(3).describe('How far: 0 to 3.'),
        shownBy: z
          .string()
          .nullable()
          .describe('In words, what that rests on; null where nothing is proved.'),
        since: Instant.nullable().describe('Since when.'),
      })
      .nullable()
      .describe(
        'How the seller has shown that they control the company; null in a report of a carrier alone.',
      ),
    changes: z
      .array(HistoryShape)
      .describe('What changed in the record while it was read here, newest first, at most 20.'),
  })
  .meta({ id: 'DueDiligence' });
