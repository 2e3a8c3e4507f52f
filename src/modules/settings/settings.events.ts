/** What settings tell. */
import { z } from 'zod';
import { defineEvent } from '../../platform/events/define-event';

export const settingsChanged = defineEvent(
  'settings.changed',
  z.object({ version: z.string(), names: z.array(z.string()), effectiveAt: z.int() }),
  {
    when: 'Administrators changed settings, or took back a change that was to come: every instance reads them anew.',
    about: 'version',
    feedOnly: true,
  },
);
