/** Every notice has words for whatever its event may tell, tells each person once, and is the only one to tell it. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { examplesOf } from '../../platform/kernel/examples';
import { CATEGORIES, isRequired, KINDS, type NoticeKind } from './kinds';
import { pathOf, PREFERENCES_PATH } from './links';
import { addressesOf, type AnyNotice, type Link } from './notice';
import { previewKinds, previewPage } from '../../cli/mail-preview';
import { readConfig } from '../../config';
import { escapeHtml } from '../../platform/http/html-page';
import { TITLE_LENGTH } from './notification.model';
import { NOTICES } from './notices';
import { dollars } from './notice.words';
import { appAddresses } from '../../../tests/support/app-addresses';
import { PRONOUNS } from '../../../tests/support/pronouns';

const ADMIN_IDS = ['admin one', 'admin two'];
const MODULES = join(__dirname, '..');
const ADDRESSES = appAddresses();

/** What a missing value leaves in a sentence, and what no text for people says. */
const UNREADABLE = /undefined|\[redacted|null|NaN|Invalid|\[object|\$\{| {2}|\s$|^\s/;

const named: [string, AnyNotice][] = NOTICES.map((notice) => [notice.on.name, notice]);

const tellingsOf = (notice: AnyNotice, event: unknown) =>
  addressesOf(notice.to(event), ADMIN_IDS).map((addressee) => {
    const names = notice.names?.(event) ?? [];
    const nameOf = (userId: string) => {
      if (!names.includes(userId)) throw new Error(`${notice.kind} names somebody whom it does not list.`);
      return 'Dana K.';
    };
    const telling = { reader: addressee.reader, nameOf, timeZone: 'America/New_York' };
    return {
      title: notice.title(event, telling),
      text: notice.text(event, telling).filter((part) => part !== null),
      link: notice.link(event, telling),
      path: pathOf(notice.link(event, telling), addressee.reader),
    };
  });

const tellings = (notice: AnyNotice) =>
  examplesOf(notice.on.schema).flatMap((event) => tellingsOf(notice, event));

/** `/offers/:id` stands for whatever offer. */
const isAt = (page: string, pathname: string): boolean =>
  new RegExp(`^${page.replace(/:\w+/, '[^/]+')}$`).test(pathname);

it.each(named)('%s is put into words for whatever it tells', (_, notice) => {
  const told = tellings(notice);
  expect(told.length).toBeGreaterThan(0);
  for (const { title, text, link, path } of told) {
    expect(text.length).toBeGreaterThan(0);
    for (const words of [title, ...text]) {
      expect(words).not.toMatch(UNREADABLE);
      expect(words).not.toMatch(PRONOUNS);
      expect(words).not.toBe('');
    }
    expect(title.length).toBeLessThanOrEqual(TITLE_LENGTH);
    expect(link.id).toMatch(/^(some \w+|\d+)$/);
    expect(link.title).not.toMatch(UNREADABLE);
    expect(link.title).not.toBe('');
    // Where it leads there is a page.
    const { pathname } = new URL(path, 'http://localhost');
    expect([path, ADDRESSES.some((page) => isAt(page, pathname))]).toEqual([path, true]);
  }
});

/** By the field that an event is about: what a notice of it leads to, under that very id. */
const LEADS_TO: Record<string, Link['type']> = {
  listingId: 'LISTING',
  offerId: 'OFFER',
  transactionId: 'TRANSACTION',
  paymentId: 'PAYMENT',
  payoutId: 'PAYOUT',
  disputeId: 'CARD_DISPUTE',
  outsideRefundId: 'OUTSIDE_REFUND',
  usdot: 'CARRIER',
  documentId: 'DOCUMENT',
  requestId: 'DOCUMENT_REQUEST',
  reviewId: 'REVIEW',
  reportId: 'REPORT',
  verificationId: 'VERIFICATION',
  preparedId: 'PREPARED',
  answerId: 'TELEPHONE_ANSWERS',
  mandateId: 'BROKERS',
  itemId: 'ADMIN_QUEUE',
  endpointId: 'WEBHOOK',
  userId: 'USER',
};
/** Elsewhere, or under another id. */
const LEADS_ELSEWHERE: Partial<Record<NoticeKind, readonly string[]>> = {
  // Whoever is shut out finds nothing of theirs.
  // But an administrator, whom the others look at.
  USER_SUSPENDED: ['SITE userId', 'USER userId'],
  USER_BLOCKED: ['SITE userId'],
  USER_DELETED: ['SITE userId'],
  REPORT_ACTED_ON: ['USER userId'],
  MESSAGE_WAITING: ['CONVERSATION senderId'],
  CONVERSATION_REPORT_DECIDED: ['CONVERSATION reportedId'],
  // One listing is shown itself, several are in the list.
  SAVED_SEARCH_ALERT: ['LISTING listingId', 'SAVED_SEARCHES userId'],
  PAYOUT_BANK_FAILED: ['PAYOUT_ACCOUNT userId'],
  PAYOUT_DESTINATION_CHANGED: ['PAYOUT_ACCOUNT userId'],
  PAYOUT_DESTINATION_DROPPED: ['PAYOUT_ACCOUNT userId'],
  ...Object.fromEntries(
    NOTICES.filter(({ kind }) => /^(CREDITS|SUBSCRIPTION)_/.test(kind)).map(({ kind }) => [
      kind,
      ['CREDITS userId'],
    ]),
  ),
};

it.each(named)('%s leads to the very thing that it is about', (_, notice) => {
  const { about } = notice.on;
  const expected = LEADS_ELSEWHERE[notice.kind] ?? [`${LEADS_TO[about]} ${about}`];
  const leads = examplesOf(notice.on.schema).flatMap((event) =>
    tellingsOf(notice, event).map(({ link: { type, id } }) => {
      const { usdot } = event as { usdot?: number };
      return `${type} ${id === String(usdot) ? 'usdot' : id.replace('some ', '')}`;
    }),
  );
  expect([...new Set(leads)].toSorted()).toEqual(expected);
});

/** What is about more than its money, or tells that nothing comes of it. */
const SAY_NO_AMOUNT: readonly NoticeKind[] = [
  'PAYMENT_IN_TROUBLE',
  'OFFER_CLOSED',
  'TRANSACTION_MOVED',
  'TRANSACTION_REMINDER',
  'TRANSACTION_DATE_REMINDER',
  'TRANSACTION_ITEMS_DUE',
  'TRANSACTION_DECISION_OVERDUE',
];

it.each(named.filter(([, { kind }]) => !SAY_NO_AMOUNT.includes(kind)))(
  '%s says every amount that it tells',
  (_, notice) => {
    for (const event of examplesOf(notice.on.schema)) {
      const amounts = Object.entries(event as object).flatMap(([name, cents]) =>
        name.endsWith('Cents') && typeof cents === 'number' ? [dollars(cents)] : [],
      );
      for (const { title, text } of tellingsOf(notice, event)) {
        const words = [title, ...text].join(' ');
        expect([words, amounts.filter((amount) => !words.includes(amount))]).toEqual([words, []]);
      }
    }
  },
);

it.each(named)('%s reaches each person once, however often it names them', (_, notice) => {
  for (const event of examplesOf(notice.on.schema)) {
    const recipients = notice.to(event);
    const [admin = ''] = ADMIN_IDS;
    // An admin who is a party to it as well is one person.
    const crowded = [...recipients, ...recipients, { kind: 'user', userId: admin, reader: 'USER' } as const];
    const ids = addressesOf(crowded, ADMIN_IDS).map((to) => (to.kind === 'user' ? to.userId : to.addressId));
    expect(new Set(ids).size).toBe(ids.length);
  }
});

it('leads to where people choose what they are told', () => {
  expect(ADDRESSES).toContain(PREFERENCES_PATH);
});

it('shows a sample of each letter, with a link to its page and, unless it is required, a way to end it', async () => {
  const config = readConfig({ NODE_ENV: 'test' });
  const samples = await previewKinds(config, Date.parse('2026-11-27T12:00:00Z'));
  expect([...samples.keys()]).toEqual(
    expect.arrayContaining([...Object.keys(KINDS), 'DIGEST', 'RESET_PASSWORD']),
  );
  for (const [kind, letter] of samples) {
    const page = previewPage(config, letter);
    expect([kind, page.includes(escapeHtml(letter.subject))]).toEqual([kind, true]);
    expect([kind, page.includes('class="button"')]).toEqual([kind, true]);
    expect([kind, letter.text.match(UNREADABLE)]).toEqual([kind, null]);
    expect([kind, letter.owed !== true]).toEqual([kind, letter.unsubscribeUrl !== undefined]);
  }
});

it('has one notice for an event, and one kind for a notice', () => {
  const events = NOTICES.map(({ on }) => on.name);
  expect(events.filter((name, index) => events.indexOf(name) !== index)).toEqual([]);
  const kinds = NOTICES.map(({ kind }) => kind);
  expect(kinds.toSorted()).toEqual(Object.keys(KINDS).toSorted());
  expect(new Set(Object.values(KINDS))).toEqual(new Set(Object.keys(CATEGORIES)));
});

it('has a file for each notice, by the name of its kind', () => {
  const files = readdirSync(join(__dirname, 'notices')).filter((name) => name !== 'index.ts');
  const expected = NOTICES.map(({ kind }) => `${kind.toLowerCase().replaceAll('_', '-')}.ts`);
  expect(files.toSorted()).toEqual(expected.toSorted());
});

it('mails what is required, at once where it is about security', () => {
  for (const { kind, channels, urgency } of NOTICES) {
    const category = KINDS[kind];
    if (!isRequired(kind, 'USER')) continue;
    expect([kind, channels.includes('mail')]).toEqual([kind, true]);
    if (category === 'security-notice') expect([kind, urgency]).toEqual([kind, 'immediate']);
  }
});

it('is the only way to mail, but for the letters of identity that carry a secret', () => {
  const sources = readdirSync(MODULES, { recursive: true, encoding: 'utf8' }).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  );
  // The module of mail looks after letters, and writes none; what became of letters anybody may ask.
  const mailing = sources.filter((name) => {
    const text = readFileSync(join(MODULES, name), 'utf8');
    return name.startsWith('mail/')
      ? /\.send\(/.test(text)
      : /\bmailer\b(?!'|\.(?:suppressions|letters)\.)/.test(text);
  });
  expect(mailing.toSorted()).toEqual([
    'identity/secret-letters.ts',
    'notifications/channels/mail.ts',
    'notifications/held-letters.ts',
  ]);
});
