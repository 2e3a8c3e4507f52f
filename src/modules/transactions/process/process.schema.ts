/** A process of sale on the wire: its stages, the times that it gives, and what its moves do. */
import { z } from 'zod';
import { ANCHORS, STRUCTURES } from './checklists';
import { ITEM_OWNERS, PHASES } from './facts';
import { MOVES, READERS, STATES, WAITS } from './process';

export const ProcessParams = z.strictObject({
  version: z
    .string()
    .max(40)
    .describe('`processVersion` of a transaction, or `current`: the one that new deals begin on.'),
});

const ProcessItem = z.strictObject({
  code: z.string().describe('The code of the item, the same in every deal.'),
  title: z.string().describe('What has to be done.'),
  owner: z.enum(ITEM_OWNERS).describe('Who has to settle it.'),
  phase: z.enum(PHASES).describe('The part of the deal that it belongs to.'),
  dueDays: z.int().describe('Within how many days it is due.'),
  dueAfter: z.enum(ANCHORS).describe('The step from which its days count.'),
  evidenceRequired: z.boolean().describe('It can be settled with a document only.'),
  conditional: z.boolean().describe('May be marked as not applicable.'),
  source: z.string().describe('The rule that it comes from.'),
});

export const OpenMove = z
  .strictObject({
    move: z.enum(MOVES).describe('The move.'),
    effect: z.string().describe('What it does, in a sentence.'),
  })
  .meta({ id: 'OpenMove' });

export const ProcessView = z
  .strictObject({
    version: z.string().describe('Its version; a running deal stays on the one that it began with.'),
    stages: z
      .array(
        z.strictObject({
          status: z.enum(STATES).describe('The state of the deal.'),
          means: z.string().describe('What the state means, in a sentence.'),
          wait: z.enum(WAITS).nullable().describe('What it waits for first; null for nothing.'),
        }),
      )
      .describe('The states of a deal, in the order of a sale.'),
    waits: z
      .array(
        z.strictObject({
          wait: z.enum(WAITS).describe('What is awaited.'),
          days: z.int().nullable().describe('How long, in days; null: as the terms of the deal say.'),
          remindDaysBefore: z.array(z.int()).describe('How many days before its end people are reminded.'),
          awaits: z.array(z.enum(MOVES)).describe('The moves that it waits for.'),
          who: z.array(z.enum(READERS)).describe('Who can make them.'),
          onSilence: z.string().describe('What happens if nobody acts in time.'),
          inSomeDeals: z.array(z.string()).describe('What happens instead, in deals that each says.'),
        }),
      )
      .describe('The times that it gives.'),
    moves: z.array(OpenMove).describe('What people can do in it.'),
    checklists: z
      .array(
        z.strictObject({
          dealStructure: z.enum(STRUCTURES).describe('How the company changes hands.'),
          items: z.array(ProcessItem).describe('In the order of the deal.'),
        }),
      )
      .describe('What has to be done to close, by the way in which the company changes hands.'),
  })
  .meta({ id: 'Process' });
export type ProcessView = z.output<typeof ProcessView>;
