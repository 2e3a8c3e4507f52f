/** The searches that somebody keeps, and how they are told of what comes to match them. */
import type { components } from '../../api/schema';

type Named<Code extends string> = Readonly<Record<Code, string>>;

export const savedSearchWords = {
  save: 'Save this search',
  signIn: 'Sign in to save this search',
  title: 'Save this search',
  lead: 'We tell you when a company comes to match it, in the app and by email.',
  name: 'Name',
  everything: 'All companies',
  tell: 'Tell me',
  submit: 'Save the search',
  saved: 'Saved.',
  toList: 'See your saved searches',
  alerts: {
    AT_ONCE: 'At once',
    DAILY: 'Each morning',
    WEEKLY: 'On Monday mornings',
  } satisfies Named<components['schemas']['Alerts']>,

  pageLead: 'You hear of each company once, with one letter for all of your searches.',
  preferences: 'Choose how we write to you',
  caption: 'Your saved searches',
  empty: 'A search that you save looks on by itself, and tells you what comes to match it.',
  search: 'Search the companies for sale',
  looksFor: 'Looks for',
  /** Asked for by a program, in terms that the pages do not have. */
  others: (count: number) => (count === 1 ? '1 further condition' : `${count} further conditions`),
  alertsOf: (name: string) => `When “${name}” tells you`,
  told: 'Told last',
  never: 'Not yet',
  state: 'State',
  on: 'On',
  paused: 'Paused',
  acts: 'Change it',
  run: (name: string) => `Run “${name}”`,
  runShort: 'Run',
  pause: 'Pause',
  resume: 'Resume',
  pauseOf: (name: string) => `Pause “${name}”`,
  resumeOf: (name: string) => `Resume “${name}”`,
  rename: 'Rename',
  renameOf: (name: string) => `Rename “${name}”`,
  renameSubmit: 'Save the name',
  remove: 'Delete',
  removeOf: (name: string) => `Delete “${name}”`,
  removeText: 'It looks for nothing any more. The companies that it found stay where they are.',
} as const;
