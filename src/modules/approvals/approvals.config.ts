/** What approvals reads of the environment. */
import { type ConfigOf, configSlice, count } from '../../platform/kernel/config-slice';

export type ApprovalsConfig = ConfigOf<typeof approvalsConfig>;

export const approvalsConfig = configSlice({
  variables: {
    /** Above it an act of an admin over money takes a second admin. */
    TWO_ADMIN_LIMIT_CENTS: count(0, 10_000_000_000).default(25_000_000),
    /** What one admin does alone, and what is done alone over one person's money, adds up for so long; 0: not at all. */
    TWO_ADMIN_WINDOW_HOURS: count(0, 24 * 31).default(24),
  },
  settings: {
    TWO_ADMIN_LIMIT_CENTS: {
      group: 'Administration',
      title: 'Limit of two administrators',
      description: 'An act over more money than this takes two administrators.',
      kind: 'cents',
      money: true,
    },
    TWO_ADMIN_WINDOW_HOURS: {
      group: 'Administration',
      title: 'Hours in which small acts add up',
      description: 'What one administrator does alone adds up for so long; 0: not at all.',
      kind: 'number',
      money: true,
    },
  },
});
