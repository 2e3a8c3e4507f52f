/** What goes over a socket, in both directions: names, payloads, and the types that a client is built with. */
import { z } from 'zod';
import { Id, Instant } from '../../platform/http/wire';
import { URGENCIES } from '../notifications';

/** Ids and states: whoever wants more asks for the thing itself, and is shown what they may see. */
const Change = z.string().describe('What happened, such as `COUNTERED`.');

const NotificationNews = z.strictObject({
  notificationId: Id,
  kind: z.string().describe('The event that it tells, as `OFFER_MADE`.'),
  urgency: z
    .enum(URGENCIES)
    .describe('`immediate` asks for attention now; `low` can wait for a quiet moment.'),
});
const OfferNews = z.strictObject({ offerId: Id, listingId: Id, change: Change }).meta({ id: 'OfferNews' });
const TransactionNews = z.strictObject({
  transactionId: Id,
  listingId: Id,
  state: z.string().describe('The state that the deal is in from now on.'),
  change: Change,
});
const ListingNews = z.strictObject({ listingId: Id, change: Change });
const MessageNews = z.strictObject({
  messageId: Id,
  conversationId: Id,
  transactionId: Id.nullable().describe('The deal whose conversation it is in, if any.'),
});
const AccountNews = z.strictObject({
  change: z.string().describe('The kind of the event, such as `payout.paid`.'),
  subject: z.string().describe('The id of what it is about.'),
});
const MessageRead = z.strictObject({
  conversationId: Id,
  messageId: Id.describe('The last message that was read.'),
  upTo: z.boolean().describe('And every message before it.'),
});

interface Described<Data extends z.ZodType> {
  when: string;
  data: Data;
}

const described = <Data extends z.ZodType>(when: string, data: Data): Described<Data> => ({ when, data });

/** Events of the log. Each comes with its place in it, and can be read again: `GET /events`. */
export const LOGGED = {
  notification: described('You were told something.', NotificationNews),
  'offer:new': described('An offer of yours, or on a listing of yours, was made.', OfferNews),
  'offer:updated': described('Something happened to an offer that you are a side of.', OfferNews),
  'transaction:updated': described(
    'Something happened to a deal of yours, or one whose room you are in.',
    TransactionNews,
  ),
  'listing:updated': described(
    'Something happened to a listing of yours, or to your access to one.',
    ListingNews,
  ),
  'account:updated': described(
    'Something else of yours happened: to a payment, a payout, credits, a document, a review.',
    AccountNews,
  ),
  'message:new': described('A message was written in a conversation of yours.', MessageNews),
  'message:read': described('A message was read in a conversation of yours.', MessageRead),
} as const;
export type LoggedName = keyof typeof LOGGED;
export type LoggedData<Name extends LoggedName> = z.input<(typeof LOGGED)[Name]['data']>;

const Cursor = z.string().describe('Its place in the log: send the last one that you have to `GET /events`.');

/** How each event of the log comes. */
const envelopeOf = <Data extends z.ZodType>(data: Data) =>
  z.strictObject({
    id: Id.describe('The same wherever and however often the event comes: drop what you have seen.'),
    cursor: Cursor,
    occurredAt: Instant,
    data,
  });

type Envelope<Name extends LoggedName> = Omit<z.output<ReturnType<typeof envelopeOf>>, 'data'> & {
  data: LoggedData<Name>;
};

/** `offer:new` → `OfferNewEvent` */
const schemaIdOf = (event: LoggedName): string =>
  `${event.replaceAll(/(?:^|:)([a-z])/g, (_, letter: string) => letter.toUpperCase())}Event`;

const listed = <Name extends LoggedName>(event: Name) =>
  envelopeOf(LOGGED[event].data)
    .extend({ event: z.literal(event).describe('What a socket is told it as.') })
    .meta({ id: schemaIdOf(event), description: LOGGED[event].when });

export const OwnEventView = z
  .discriminatedUnion('event', [
    listed('notification'),
    listed('offer:new'),
    listed('offer:updated'),
    listed('transaction:updated'),
    listed('listing:updated'),
    listed('account:updated'),
    listed('message:new'),
    listed('message:read'),
  ])
  .meta({ id: 'LiveEvent' });

export const OWN_EVENTS_MAX = 100;

export const OwnEventsQuery = z.strictObject({
  cursor: z
    .string()
    .regex(/^\d{1,15}$/, 'must be a cursor that you were given')
    .optional()
    .describe(
      'The last cursor that you have. Leave it out to learn where the log ends now; `0` is its beginning.',
    ),
  limit: z.coerce
    .number()
    .int()
    .min(1)
    .max(OWN_EVENTS_MAX)
    .default(OWN_EVENTS_MAX)
    .describe('The most events.'),
});
export type OwnEventsQuery = z.output<typeof OwnEventsQuery>;

export const OwnEventsView = z.strictObject({
  events: z.array(OwnEventView).describe('What happened after the cursor, in order.'),
  cursor: z.string().describe('Send it as `cursor` to read on.'),
  hasMore: z.boolean().describe('There may be more: read on at once.'),
});

export const FeedView = z.strictObject({
  events: z
    .array(
      z
        .strictObject({
          type: z.string().describe('The kind of the event, such as `payout.paid`.'),
          timestamp: Instant.describe('When it happened.'),
          id: Id.describe('The `webhook-id` of its posting: drop what you have.'),
          position: z.int().describe('Its place in the log: what happened later has a higher one.'),
          data: z.record(z.string(), z.unknown()).describe('The fields of its kind.'),
        })
        .meta({ id: 'PostedEvent' }),
    )
    .describe('What happened after the cursor, in order, as webhooks post it.'),
  cursor: OwnEventsView.shape.cursor,
  hasMore: OwnEventsView.shape.hasMore,
});

/** The problem shape of the interface. */
export const Refusal = z.looseObject({
  success: z.literal(false),
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string(),
  code: z.string().describe('Stable: programs go by it.'),
  requestId: z.string(),
});
export type Refusal = z.output<typeof Refusal>;

const Person = z.strictObject({ userId: Id });
const Typing = z.strictObject({
  userId: Id,
  transactionId: Id.nullable(),
  conversationId: Id.nullable(),
});

/** What is true for the moment: told to whoever is there, and never again. */
export const PASSING = {
  ready: described(
    'First of all: what happens after `cursor` comes to this socket. It ends at `expiresAt` with its token.',
    z.strictObject({ cursor: Cursor, expiresAt: Instant.nullable(), online: z.array(Id) }),
  ),
  'transaction:message': described(
    'A message was written in the deal whose room you are in.',
    MessageNews.extend({ transactionId: Id }),
  ),
  'user:online': described('Somebody you have a deal or a conversation with came.', Person),
  'user:offline': described('They left, with their last socket.', Person),
  'typing:start': described('The other side of a room that you are in writes.', Typing),
  'typing:stop': described('They write no more.', Typing),
  refused: described(
    'An event of yours without an acknowledgement was refused.',
    Refusal.extend({ event: z.string() }),
  ),
  'session:ended': described(
    'The socket ends now, and why. Refresh the token or sign in, then connect again.',
    Refusal,
  ),
} as const;
export type PassingName = keyof typeof PASSING;
export type PassingData<Name extends PassingName> = z.input<(typeof PASSING)[Name]['data']>;

const OneDeal = z.strictObject({ transactionId: Id });
const OneConversation = z.strictObject({ conversationId: Id });
const OneRoom = z.union([OneDeal, OneConversation]);
const Nothing = z.strictObject({});

/** What a client may send, each with an acknowledgement. */
export const COMMANDS = {
  'join:transaction': described('Enter the room of a deal. For its sides, and for admins.', OneDeal),
  'leave:transaction': described('Leave it.', OneDeal),
  'join:conversation': described('Enter the room of a conversation of yours.', OneConversation),
  'leave:conversation': described('Leave it.', OneConversation),
  'typing:start': described('You write in a room that you are in.', OneRoom),
  'typing:stop': described('You write no more. Said for you when you leave or the socket ends.', OneRoom),
  ping: described('Ask whether the socket works. Answers the time and the cursor.', Nothing),
} as const;
export type CommandName = keyof typeof COMMANDS;
export type CommandData<Name extends CommandName> = z.output<(typeof COMMANDS)[Name]['data']>;

export type Acknowledgement = { success: true; data: Record<string, unknown> } | Refusal;

/** For `Socket<ServerToClientEvents, ClientToServerEvents>` of socket.io-client. */
export type ServerToClientEvents = { [Name in LoggedName]: (event: Envelope<Name>) => void } & {
  [Name in PassingName]: (event: PassingData<Name>) => void;
};
export type ClientToServerEvents = {
  [Name in CommandName]: (
    payload: CommandData<Name>,
    acknowledge?: (answer: Acknowledgement) => void,
  ) => void;
};
