/** What administrators tell many people at once. */
import type { components } from '../../api/schema';
import { count as counted } from './language';

type Schemas = components['schemas'];

const people = (count: number) => (count === 1 ? '1 person' : `${counted(count)} people`);

export const broadcastWords = {
  lead: 'Everybody of the group gets a notification, and a letter where they want letters of that kind. Nothing about the money or the duties of one person is told so.',
  writeTitle: 'Tell many people at once',
  segment: 'Who is told',
  segments: {
    EVERYBODY: 'Everybody',
    BUYERS: 'All buyers',
    SELLERS: 'All sellers',
  } satisfies Record<Schemas['Segment'], string>,
  plan: 'On a plan',
  anyPlan: 'With or without a plan',
  noPlan: 'On no plan',
  verified: 'Identity',
  anyVerified: 'Verified or not',
  verifiedOf: { true: 'Identity verified', false: 'Identity not verified' },
  companyState: 'State of their company',
  anyState: 'Any state',
  stateOf: (state: string) => `with a company in ${state}`,
  openDeal: 'Open deal',
  anyDeal: 'In a deal or not',
  openDealOf: { true: 'In an open deal', false: 'In no open deal' },
  audience: (parts: readonly string[]) => parts.join(', '),
  reaches: (count: number) => `It reaches ${people(count)} with an active account.`,
  reachesNobody: 'Nobody of this group has an active account.',
  some: (names: string) => `Among them: ${names}.`,
  title: 'Title',
  titleHint: 'Also the subject of the letter',
  content: 'Text',
  contentHint: 'An empty line begins a paragraph.',
  read: 'Read it over',
  dialogTitle: 'This is what they read',
  send: (count: number) => `Tell ${people(count)}`,
  caption: 'What was told, newest first',
  empty: 'Nothing was told to many people yet.',
  what: 'Text',
  who: 'Told',
  by: 'Sent by',
  sentAt: 'Sent',
  progress: 'So far',
  told: (told: number, of: number) => `${counted(told)} of ${people(of)}`,
  state: 'State',
  states: { SENDING: 'On its way', SENT: 'Sent', STOPPED: 'Stopped' } satisfies Record<
    Schemas['BroadcastState'],
    string
  >,
  stop: 'Stop it',
  stopNote: 'Nobody more is told. Whoever was told already keeps it.',
} as const;
