/** What the operators' overviews look like on the wire. */
import { z } from 'zod';
import { JobCountsView } from '../../platform/http/health';
import { Id, Instant, line, prose } from '../../platform/http/wire';
import { PageQuery } from '../../platform/kernel/page';
import { Person } from '../identity';

export const ReconciliationView = z
  .strictObject({
    checkedAt: Instant.describe('When the checks began.'),
    ok: z.boolean().describe('Whether no check failed.'),
    parts: z
      .array(
        z.strictObject({
          part: z.string().describe('The module, or `jobs`.'),
          violations: z.int().describe('Number of violations found in it.'),
          durationMs: z.int().describe('How long its checks took, in milliseconds.'),
        }),
      )
      .describe('Every part that was checked, whether or not something was found.'),
    violations: z
      .array(
        z.strictObject({
          part: z.string().describe('The module, or `jobs`.'),
          check: z.string().describe('Which check failed, such as `ledger.debits_equal_credits`.'),
          subject: z.string().describe('What failed it, such as an account or a transaction.'),
          detail: z.string().describe('What was expected and found, in a sentence.'),
        }),
      )
      .describe('Everything that does not hold.'),
  })
  .meta({ id: 'Reconciliation' });

const SubjectView = z
  .strictObject({
    type: z
      .string()
      .regex(/^[a-z_]{1,40}$/, 'must be a type such as user')
      .describe('The type of thing, such as `user` or `transaction`.'),
    id: z
      .string()
      .regex(/^[\w:.-]{1,120}$/, 'must be an id')
      .describe('Its id.'),
  })
  .meta({ id: 'Subject' });

/** The audit trail keeps it for good, so it is an id and never what somebody typed. */
const NoteSubject = SubjectView.extend({
  id: z.union([z.uuid(), z.string().regex(/^\d{1,9}$/)]).describe('Its UUID; of a carrier the USDOT number.'),
}).meta({ id: 'NoteSubject' });

const AccountCode = z
  .string()
  .regex(/^[a-z]{1,20}:[\w-]{1,60}$/, 'must be like escrow:… or revenue:fees')
  .describe('The code of the ledger account, such as `revenue:fees` or `escrow:{transaction id}`.');

export const BalanceQuery = z.strictObject({ account: AccountCode });

/** `user:0190…`: the type of a thing and its id. */
const SubjectWord = z
  .string()
  .regex(/^[a-z_]{1,40}:[\w:.-]{1,120}$/, 'must be a type and an id, such as user:0190…')
  .transform((word) => {
    const [type = '', ...id] = word.split(':');
    return { type, id: id.join(':') };
  })
  .meta({
    type: 'string',
    pattern: '^[a-z_]{1,40}:[\\w:.-]{1,120}$',
    description: 'A type of thing and its id, such as `user:{id}` or `transaction:{id}`.',
  });

export const LedgerQuery = PageQuery.extend({
  account: AccountCode.optional(),
  subject: SubjectWord.optional(),
}).refine(({ account, subject }) => (account === undefined) !== (subject === undefined), {
  path: ['account'],
  message: 'takes an account or a subject, and not both',
});

export const TransferView = z
  .strictObject({
    id: z.string().describe('What posted it, and for what; a repeat has the same.'),
    debit: z.string().describe('The account that is debited.'),
    credit: z.string().describe('The account that is credited.'),
    amount: z.int().describe('How much, in its unit.'),
    unit: z.enum(['USD', 'CREDIT']).describe('US cents, or credits.'),
    reason: z.string().describe('Why, in a line.'),
    subject: SubjectView.describe('What it is about.'),
    postedAt: Instant.describe('When it was posted.'),
  })
  .meta({ id: 'LedgerTransfer' });

export const NotesQuery = PageQuery.extend({ subject: SubjectWord });

export const NewNote = z
  .strictObject({
    subject: NoteSubject.describe('What it is about.'),
    content: prose(4_000).describe('What other administrators should know.'),
  })
  .meta({ id: 'NewNote' });
export type NewNote = z.output<typeof NewNote>;

export const NoteView = z
  .strictObject({
    id: Id,
    subject: SubjectView.describe('What it is about.'),
    author: Person.describe('Who wrote it.'),
    content: z.string().describe('What it says.'),
    createdAt: Instant.describe('When it was written.'),
  })
  .meta({ id: 'Note' });

const ListPath = z
  .string()
  .regex(/^\/[a-z/-]{2,90}$/, 'must be the path of a list, such as /admin/users')
  .describe('The path of the list, such as `/admin/users`.');
const FilterName = line(80).describe('By which you find it.');
const FilterQuery = z
  .record(z.string().regex(/^[A-Za-z]{1,40}$/), z.string().min(1).max(200))
  .refine((query) => Object.keys(query).length <= 20, 'has at most 20 filters')
  .describe('What the list is asked for, as in its address: without pages.');
const Shared = z.boolean().describe('Whether every administrator finds it.');

export const FiltersQuery = PageQuery.extend({ list: ListPath.optional() });
export type FiltersQuery = z.output<typeof FiltersQuery>;

export const NewFilter = z
  .strictObject({ list: ListPath, name: FilterName, query: FilterQuery, shared: Shared.default(false) })
  .meta({ id: 'NewFilter' });
export type NewFilter = z.output<typeof NewFilter>;

export const ChangedFilter = z
  .strictObject({ name: FilterName.optional(), query: FilterQuery.optional(), shared: Shared.optional() })
  .meta({ id: 'FilterChanges', description: 'What you leave out stays.' });
export type ChangedFilter = z.output<typeof ChangedFilter>;

export const SavedFilterView = z
  .strictObject({
    id: Id,
    list: z.string().describe('The path of the list.'),
    name: z.string().describe('By which it is found.'),
    query: z.record(z.string(), z.string()).describe('What the list is asked for.'),
    shared: z.boolean().describe('Whether every administrator finds it.'),
    owner: Person.describe('Who saved it.'),
    own: z.boolean().describe('Whether it is yours to change.'),
    good: z.boolean().describe('Whether the list still takes it.'),
  })
  .meta({ id: 'SavedFilter' });

export const StuckMoneyView = z
  .strictObject({
    kind: z.string().describe('What is stuck, such as `CLEARING_OVERDUE` or `EVENT_PARKED`.'),
    subject: z.string().describe('The account, event, refund or payout that it is about.'),
    amountCents: z.int().nullable().describe('The amount in US cents; null if unknown.'),
    since: Instant.describe('Since when it has not moved.'),
    ageHours: z.int().describe('How long that is, in whole hours.'),
    whatToDo: z.string().describe('What an operator should do about it.'),
  })
  .meta({ id: 'StuckMoney' });

export const QueueItem = z.strictObject({
  kind: z
    .string()
    .regex(/^[A-Z_]{3,40}$/, 'must be a kind of queue, such as LISTING_REVIEW')
    .describe('The kind of the queue.'),
  id: z
    .string()
    .regex(/^[\w:.-]{1,140}$/, 'must be the id of what waits')
    .describe('The id of what waits in it.'),
});

export const ClaimView = z
  .strictObject({
    by: Person.describe('The admin who looks after it.'),
    since: Instant.describe('Since when.'),
    until: Instant.describe('When the claim ends by itself.'),
  })
  .meta({ id: 'QueueClaim' });

export const QueueView = z
  .strictObject({
    kind: z.string().describe('What waits, such as `LISTING_REVIEW`.'),
    task: z.string().describe('What an administrator does for those who wait.'),
    path: z.string().describe('Where all of it is listed.'),
    waiting: z.int().describe('How many wait.'),
    oldestSince: Instant.nullable().describe('Since when the first has waited; null while nobody waits.'),
    items: z
      .array(
        z.strictObject({
          id: z.string().describe('The id of what waits.'),
          who: Person.nullable().describe('Who waits; null where it is no user.'),
          about: z.string().describe('What for.'),
          amountCents: z.int().nullable().describe('The money that it is about, in US cents; null if none.'),
          since: Instant.describe('Since when.'),
          ageHours: z.int().describe('How long that is, in whole hours.'),
          claim: ClaimView.nullable().describe('Who looks after it; null where nobody does.'),
        }),
      )
      .describe('The longest waits first.'),
  })
  .meta({ id: 'AdminQueue' });

export const FirstWordView = z
  .strictObject({
    id: Id,
    what: z.string().describe('What is to be done, in words.'),
    subject: z
      .strictObject({
        type: z.string().describe('The type of thing that it is done to, such as `payout`.'),
        id: z.string().describe('Its id.'),
      })
      .describe('What it is done to.'),
    amountCents: z.int().describe('The money that it moves, in US cents; 0 where no sum is known.'),
    asked: z
      .record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()]))
      .describe('What exactly was asked for: the second administrator asks for just this.'),
    first: Person.describe('The administrator who asked first. It takes another one.'),
    askedAt: Instant.describe('When they asked.'),
    lapsesAt: Instant.nullable().describe(
      'When it counts no more, where nobody asks for the same; null for an administrator who is suspended already.',
    ),
  })
  .meta({ id: 'FirstWord' });

export const BalanceView = z
  .strictObject({
    account: z.string().describe('The code of the account.'),
    balance: z
      .int()
      .describe(
        'US cents, or credits for `credits:` accounts; positive on the side on which the account grows.',
      ),
  })
  .meta({ id: 'LedgerBalance' });

export const JobsView = JobCountsView.extend({
  orphanKinds: z
    .array(
      z.strictObject({
        kind: z.string().describe('The kind of job.'),
        jobs: z.int().describe('How many jobs of this kind wait.'),
        oldestAt: Instant.describe('When the oldest of them was queued.'),
      }),
    )
    .describe('Kinds of jobs that this release cannot run. They wait for a release that can.'),
  deadJobs: z
    .array(
      z.strictObject({
        id: Id,
        kind: z.string().describe('The kind of job.'),
        attempts: z.int().describe('How often it was tried.'),
        lastError: z.string().nullable().describe('The error of the last try.'),
        createdAt: Instant.describe('When it was queued.'),
      }),
    )
    .describe('Jobs that failed for good. They can be retried.'),
}).meta({ id: 'BackgroundWork' });
