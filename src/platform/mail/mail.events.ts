/** What the platform tells of letters. */
import { z } from 'zod';
import { defineEvent } from '../events/events';
import { DELIVERY_STATES } from './delivery.rules';

const LetterMoved = z.strictObject({
  letterId: z.string(),
  /** What it was about. */
  kind: z.string(),
  status: z.enum(DELIVERY_STATES),
});
/** In a unit. */
export type TellLetterMoved = (moved: z.output<typeof LetterMoved>) => Promise<void>;

export const letterMoved = defineEvent('letter.moved', LetterMoved, {
  when: 'A letter left, or the provider told what became of it; a letter may arrive and be complained of later.',
  about: 'letterId',
  feedOnly: true,
});
