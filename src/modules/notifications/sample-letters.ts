/** How each letter looks, with made-up data: for whoever writes its words. Nothing is sent. */
import { DAY_MS } from '../../platform/kernel/clock';
import { examplesOf, type ValueFor } from '../../platform/kernel/examples';
import type { MailMessage } from '../../platform/mail/mailer';
import type { PlatformConfig } from '../../platform/platform.config';
import type { NoticeKind } from './kinds';
import { pathOf } from './links';
import { USUAL_TIMES } from './mail-times.rules';
import { type AnyNotice, addressesOf } from './notice';
import { createNoticeLetters, type LetterWords, type Told } from './notice-letters';
import { NOTICES } from './notices';

const MAILBOX = { email: 'dana@example.com', firstName: 'Dana' };
const ID = '01960000-0000-7000-8000-000000000001';

const WORDS: Readonly<Record<string, string | number>> = {
  title: 'Midwest dry van carrier, 14 trucks',
  listingTitle: 'Midwest dry van carrier, 14 trucks',
  why: 'Our lender wants to see the last five years.',
  reason: 'The insurance certificate is of another company.',
  name: 'Nightly export',
  says: 'The seller approved the due diligence.',
  onSilence: 'If nothing happens by then, the deal is canceled and the deposit goes back.',
  item: 'New certificate of insurance',
  source: '49 CFR 387.7',
  about: 'Midwest dry van carrier, 14 trucks',
  task: 'Look at it and decide.',
  before: 'ACME TRUCKING LLC',
  after: 'ACME TRUCKING INC',
  usdot: 3_141_592,
  credits: 4,
  codesLeft: 6,
  purpose: 'DEPOSIT',
  ndaVersion: '2026-01',
  host: 'hooks.example.com',
  message: 'Please do not share contact details before a listing is unlocked.',
  searchName: 'Texas, up to $500,000',
  usState: 'TX',
  count: 1,
  belowCents: 30_000_000,
  // Somebody else than who is told.
  byUserId: '01960000-0000-7000-8000-0000000000ff',
  fromTrucks: 11,
  belowTrucks: 21,
  given: 'admin',
  taken: 'seller',
};

const valueAt =
  (now: number): ValueFor =>
  (name) => {
    if (name in WORDS) return WORDS[name];
    if (/Cents$/.test(name)) return 25_000_000;
    if (/(?:At|By|From|Until|End)$|^since$/.test(name)) return now + 3 * DAY_MS;
    return /Ids?$/.test(name) ? ID : undefined;
  };

function tellingOf(notice: AnyNotice, now: number): Told {
  for (const event of examplesOf(notice.on.schema, valueAt(now))) {
    const [addressee] = addressesOf(notice.to(event), [ID]);
    if (!addressee) continue;
    const { reader } = addressee;
    const telling = { reader, nameOf: () => 'Dana K.', timeZone: USUAL_TIMES.timeZone };
    const link = notice.link(event, telling);
    return {
      kind: notice.kind,
      title: notice.title(event, telling),
      paragraphs: notice.text(event, telling).filter((part) => part !== null),
      items: notice.items?.(event) ?? [],
      link,
      path: pathOf(link, reader),
      addressee,
    };
  }
  throw new Error(`${notice.kind} is told to nobody.`);
}

/** By the kind of notice, and `DIGEST`. */
export function sampleLetters(
  config: Pick<PlatformConfig, 'siteUrl'>,
  now: number,
): Map<NoticeKind | 'DIGEST', MailMessage> {
  const letters = createNoticeLetters(config, {
    unsubscribeUrl: () => `${config.siteUrl}/unsubscribe?token=sample`,
  });
  const samples = new Map<NoticeKind | 'DIGEST', MailMessage>();
  const digest: (LetterWords & { createdAt: number })[] = [];
  for (const notice of NOTICES) {
    const told = tellingOf(notice, now);
    const words = letters.wordsOf(told);
    const { reader } = told.addressee;
    samples.set(notice.kind, letters.of(words, { mailbox: MAILBOX, userId: ID, reader }));
    if (['OFFER_MADE', 'LISTING_UNLOCKED', 'OFFER_EXPIRED'].includes(notice.kind))
      digest.push({ ...words, createdAt: now });
  }
  const reader = { mailbox: MAILBOX, userId: ID, reader: 'USER' } as const;
  return samples.set('DIGEST', letters.digestOf(digest, reader, USUAL_TIMES.timeZone));
}
