/** Webhook endpoints: the reader's own programs that are told of their events. */
import type { components } from '../../api/schema';
import { count as counted } from './language';

type Schemas = components['schemas'];
type Named<Code extends string> = Readonly<Record<Code, string>>;

const status: Named<Schemas['WebhookEndpointStatus']> = {
  ACTIVE: 'On',
  PAUSED: 'Paused',
  OFF: 'Switched off',
};
const offReason: Named<Schemas['OffReason']> = {
  GONE: 'It answered that it is gone (410).',
  FAILING: 'It took none of your events for days.',
  ACCESS_VOIDED:
    'Your password or second factor was changed, or you took your account back. If it is yours, save its address again, make a new secret, and resume it.',
  SECRET_LOST: 'Its secret was lost. Make a new one.',
};
const deliveryStatus: Named<Schemas['WebhookDeliveryStatus']> = {
  WAITING: 'Waiting',
  TAKEN: 'Taken',
  FAILED: 'Given up',
  MISSED: 'Missed while off',
};

export const webhooksWords = {
  ...{ status, offReason, deliveryStatus },

  list: {
    lead: 'Your own programs hear of your listings, offers, deals and payments: each event is posted to an address that you name, and signed.',
    docs: 'See the interface',
    feedAddress: 'Address of the feed',
    feedTitle: 'Or ask for them',
    feed: 'A program can also read the same events, in order and as often as it likes, at this address. It needs an API key with “Webhooks: read”.',
    keys: 'Your API keys',
    caption: 'Your webhook endpoints',
    address: 'Address',
    events: 'Events',
    status: 'State',
    lastTaken: 'Last taken',
    never: 'never',
    every: 'All',
    count: (count: number) => (count === 1 ? '1 kind' : `${count} kinds`),
    none: 'You have no webhook endpoint. Add one, and your events are posted to it.',
    failing: (tries: number) => (tries === 1 ? '1 try failed' : `${tries} tries failed`),
  },

  form: {
    add: 'Add an endpoint',
    url: 'Address',
    urlHint: 'Starts with https:// and is on the public internet.',
    name: 'Name (optional)',
    nameHint: 'To recognize it by, such as “Our ledger”.',
    events: 'Which events',
    every: 'All, those that come later too',
    some: 'Only these',
    kinds: 'Kinds of events',
    find: 'Find a kind',
    chosen: (count: number) => (count === 1 ? '1 chosen' : `${count} chosen`),
    noneFound: 'No kind is called that.',
    choose: 'Choose one kind at least.',
  },

  secret: {
    title: 'The secret of your endpoint',
    text: 'It is shown this once. Copy it to where your program checks signatures, by the rules of Standard Webhooks.',
    library: 'See libraries that do it',
    both: (until: string) => `Until ${until} we sign with the secret before it as well.`,
    done: 'I have copied it',
  },

  one: {
    back: 'All endpoints',
    facts: 'The endpoint',
    address: 'Address',
    events: 'Events',
    every: 'All kinds',
    status: 'State',
    since: (day: string) => `since ${day}`,
    offHint: 'Events are missed until you resume it. What was missed can be posted later.',
    pausedHint: 'Events wait until you resume it.',
    failing: (tries: number, since: string) =>
      tries === 1 ? `1 try failed, on ${since}` : `${tries} tries failed in a row, since ${since}`,
    health: 'Its answers',
    noFailure: 'None failed lately',
    lastTaken: 'Last taken',
    never: 'Nothing yet',
    secret: 'Secret made',
    twoSecrets: (until: string) => `The one before it signs too, until ${until}.`,
    change: 'Change',
    changeTitle: 'Change the endpoint',
    save: 'Save',
    test: 'Send a test event',
    tested: 'A test event is on its way. Its answer appears below.',
    pause: 'Pause',
    resume: 'Resume',
    rotate: 'Make a new secret',
    rotateTitle: 'Make a new secret?',
    rotateText:
      'For 24 hours each event is signed with both secrets, so that your program can change over without a gap.',
    dropFormer: 'The old one is known to somebody else: end it now',
    remove: 'Delete',
    removeTitle: 'Delete the endpoint?',
    removeText: 'Nothing more is posted to it, and what was posted is no longer shown.',
  },

  deliveries: {
    title: 'What was posted',
    caption: 'What was posted to this endpoint, newest first',
    empty: 'Nothing was posted yet. Send a test event, or wait for something to happen.',
    noneSuch: 'Nothing of the kind was posted.',
    kept: 'Kept for 30 days.',
    event: 'Event',
    testEvent: 'A test event',
    status: 'State',
    anyStatus: 'All states',
    answer: 'Last answer',
    noAnswer: 'No answer',
    notYet: 'Not posted yet',
    happened: 'Happened',
    tries: 'Tries',
    next: (moment: string) => `Tried next on ${moment}`,
    action: 'Action',
    look: 'Look',
    lookAt: (event: string, moment: string) => `Look at ${event} of ${moment}`,
    again: 'Post it again',
    isAgain: 'It is posted again.',
    id: 'Its id, in “webhook-id”',
    body: 'What is posted',
    answers: 'Answers',
    noTries: 'It was not posted yet.',
    try: (number: number) => `Try ${number}`,
    took: (ms: number) => (ms < 1_000 ? `${ms} ms` : `${(ms / 1_000).toFixed(1)} s`),
    http: (code: number) => `HTTP ${code}`,
  },

  replay: {
    open: 'Post a stretch of time again',
    text: 'What your program did not take in this time is posted again, the earliest first.',
    from: 'From',
    until: 'Until (optional)',
    all: 'What it took as well',
    submit: 'Post again',
    goOn: 'Go on with the next',
    done: (count: number) =>
      count === 0
        ? 'There was nothing to post again in this time.'
        : count === 1
          ? '1 event is posted again.'
          : `${counted(count)} events are posted again.`,
    more: 'There are more.',
    needsOn: 'Resume the endpoint first.',
  },
} as const;
