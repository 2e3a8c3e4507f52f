/** A process of sale on the wire: its stages, the times that it gives, and what its moves do. */
import { z } from 'zod';
import { MOVES, READERS, STATES, WAITS } from './process';

export const ProcessParams = z.strictObject({
  version: z
    .string()
    .max(40)
    .describe('`processVersion` of a transaction, or `current`: the one that new deals begin on.'),
});

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
        }),
      )
      .describe('The times that it gives.'),
    moves: z
      .array(
        z.strictObject({
          move: z.enum(MOVES).describe('The move.'),
          effect: z.string().describe('What it does, in a sentence.'),
        }),
      )
      .describe('What people can do in it.'),
  })
  .meta({ id: 'Process' });
export type ProcessView = z.output<typeof ProcessView>;
