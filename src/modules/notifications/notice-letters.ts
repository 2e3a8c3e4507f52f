/** A notice as a letter: its words, a link to its page, and at the foot why it came and how to get no more of them. */
import { createLetter, type LetterRecipient } from '../../platform/mail/letter';
import type { MailMessage } from '../../platform/mail/mailer';
import type { PlatformConfig } from '../../platform/platform.config';
import { CATEGORIES, isRequired, KINDS, type NoticeKind } from './kinds';
import type { ToldNotice } from './channels/channel';
import { PREFERENCES_PATH, pathOf } from './links';
import type { Link, Reader } from './notice';
import { dayAndTime } from './notice.words';
import type { UnsubscribeLinks } from './unsubscribe-links';

/** What the link in a letter is called. */
const LABELS: Record<Link['type'], string> = {
  LISTING: 'See the listing',
  OFFER: 'See the offer',
  TRANSACTION: 'See the deal',
  PAYMENT: 'See the payment',
  PAYOUT: 'See your earnings',
  PAYOUT_ACCOUNT: 'See where you are paid',
  CARD_DISPUTE: 'See the card dispute',
  OUTSIDE_REFUND: 'See the refund',
  CARRIER: 'See the company',
  DOCUMENT: 'See the document',
  DOCUMENT_REQUEST: 'See the request',
  USER: 'See your account',
  CONVERSATION: 'Read the conversation',
  SAVED_SEARCHES: 'See your saved searches',
  REVIEW: 'See the review',
  REPORT: 'See your reports',
  VERIFICATION: 'See your verification',
  PREPARED: 'Read what was prepared',
  TELEPHONE_ANSWERS: 'See the answer',
  BROKERS: 'See your brokers and clients',
  WEBHOOK: 'See the endpoint',
  CREDITS: 'See your credits',
  ADMIN_QUEUE: 'See what waits',
  SITE: 'Open MC Exchange',
};

export interface LetterWords {
  kind: NoticeKind;
  title: string;
  body: string;
  linkType: Link['type'];
  path: string;
}

/** To whom: `userId` is null for a mailbox that is nobody's any more, which chooses nothing. */
export interface LetterReader {
  mailbox: LetterRecipient;
  userId: string | null;
  reader: Reader;
}

/** So many are spelled out in one letter; the rest is in the app. */
const SPELLED_OUT = 30;

/** A notice in words, before it is a letter. */
export type Told = Pick<
  ToldNotice,
  'kind' | 'title' | 'paragraphs' | 'items' | 'link' | 'path' | 'addressee'
>;

export type NoticeLetters = ReturnType<typeof createNoticeLetters>;

export function createNoticeLetters(
  config: Pick<PlatformConfig, 'siteUrl'>,
  { unsubscribeUrl }: Pick<UnsubscribeLinks, 'unsubscribeUrl'>,
) {
  const letter = createLetter(config);
  const labeled = (label: string, url: string): string => `${label}:\n${url}`;
  const pageLink = ({ linkType, path }: LetterWords): string =>
    labeled(LABELS[linkType], `${config.siteUrl}${path}`);
  /** One of several in a letter: on a line of its own, and no button. */
  const oneOfSeveral = (type: Link['type'], path: string): string =>
    `${LABELS[type]}: ${config.siteUrl}${path}`;
  const choose = labeled('Choose what we write to you', `${config.siteUrl}${PREFERENCES_PATH}`);

  return {
    /** With the things that it is about, each under a heading. */
    wordsOf({ kind, title, paragraphs, items, link, path, addressee: { reader } }: Told): LetterWords {
      const spelled = items.flatMap((item) => [
        heading(item.title),
        item.text,
        oneOfSeveral(item.link.type, pathOf(item.link, reader)),
      ]);
      return { kind, title, body: [...paragraphs, ...spelled].join('\n\n'), linkType: link.type, path };
    },

    of(words: LetterWords, { mailbox, userId, reader }: LetterReader): MailMessage {
      const { kind, title, body } = words;
      const category = KINDS[kind];
      const { about } = CATEGORIES[category];
      const required = isRequired(kind, reader);
      const stop = required || userId === null ? undefined : unsubscribeUrl(userId, category);
      return {
        ...letter(
          category,
          mailbox,
          title,
          [body, pageLink(words)],
          [
            required
              ? `You are receiving this email because it is about ${about}. It goes to everyone it concerns.`
              : `You are receiving this email because emails about ${about} are turned on.`,
            ...(userId === null ? [] : [choose]),
            ...(stop === undefined ? [] : [labeled(`Stop emails about ${about}`, stop)]),
          ],
        ),
        owed: required,
        ...(stop === undefined ? {} : { unsubscribeUrl: stop }),
      };
    },

    /** Several, the oldest first, each with its time: it may be hours ago. */
    digestOf(
      all: readonly (LetterWords & { createdAt: number })[],
      { mailbox, userId }: LetterReader & { userId: string },
      timeZone: string,
    ): MailMessage {
      const [first] = all;
      const stop = unsubscribeUrl(userId, 'all');
      const left = all.length - SPELLED_OUT;
      return {
        ...letter(
          'digest',
          mailbox,
          `${first?.title ?? ''}, and ${all.length - 1} more`,
          [
            `${all.length} things happened since our last email.`,
            ...all
              .slice(0, SPELLED_OUT)
              .flatMap((words) => [
                heading(words.title),
                `On ${dayAndTime(words.createdAt, { timeZone })}.`,
                words.body,
                oneOfSeveral(words.linkType, words.path),
              ]),
            labeled(left > 0 ? `See ${left} more` : 'See all of them', `${config.siteUrl}/notifications`),
          ],
          [
            'You are receiving this email because you chose to get what can wait together, or not at certain hours.',
            choose,
            labeled('Stop all emails except required ones', stop),
          ],
        ),
        unsubscribeUrl: stop,
      };
    },
  };
}

/** Underlined in plain text, a heading on the page. */
const heading = (title: string): string => `${title}\n${'-'.repeat(Math.min(title.length, 60))}`;
