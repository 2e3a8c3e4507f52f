/** What the operators' overviews read of the environment. */
import { z } from 'zod';
import { type ConfigOf, configSlice, count } from '../../platform/kernel/config-slice';

export type AdminConfig = ConfigOf<typeof adminConfig>;

export const adminConfig = configSlice({
  variables: {
    /** Who claims what waits in a queue has it for so long, unless they claim it again. */
    QUEUE_CLAIM_MINUTES: count(1, 24 * 60).default(15),
    /** What everybody is shown on every page. */
    ANNOUNCEMENT: z
      .string()
      .trim()
      .max(300)
      .regex(/^[^\p{C}]*$/u, 'must be one line without invisible characters')
      .default(''),
    /** How often the product proves its books; 0: it leaves that to whoever runs `mcx reconcile`. */
    RECONCILE_EVERY_MINUTES: count(0, 24 * 60).optional(),
  },
  fillIn: ({ RECONCILE_EVERY_MINUTES }, { production }) => ({
    RECONCILE_EVERY_MINUTES: RECONCILE_EVERY_MINUTES ?? (production ? 60 : 0),
  }),
  settings: {
    QUEUE_CLAIM_MINUTES: {
      ...{ group: 'Administration', title: 'Minutes that a claim lasts', kind: 'number' },
      description: 'For claims that are made from then on.',
    },
    ANNOUNCEMENT: {
      ...{ group: 'Administration', title: 'Announcement', kind: 'text' },
      description: 'Shown to everybody on every page; empty: none.',
    },
  },
  shown: {
    fields: {
      announcement: z.string().nullable().describe('What everybody should know now; null if nothing.'),
    },
    of: ({ ANNOUNCEMENT }) => ({ announcement: ANNOUNCEMENT === '' ? null : ANNOUNCEMENT }),
  },
});
