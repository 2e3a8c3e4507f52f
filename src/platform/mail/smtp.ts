/** Letters by SMTP, through nodemailer: a pool of connections that opens with the first letter. */
import type { NodemailerError } from 'nodemailer';
import { SECOND_MS } from '../kernel/clock';
import { type MailOutcome, type MailProvider, unsubscribeHeaders } from './mail-provider';

export interface SmtpOptions {
  /** `smtp://user:password@host:port`, or `smtps://`. */
  url: string;
  from: string;
  replyTo: string | undefined;
}

const CONNECTIONS = 2;

const connect = async (url: string) => {
  const { createTransport } = await import('nodemailer');
  return createTransport({
    url,
    pool: true,
    maxConnections: CONNECTIONS,
    connectionTimeout: 10 * SECOND_MS,
    greetingTimeout: 10 * SECOND_MS,
    socketTimeout: 20 * SECOND_MS,
    // A letter holds texts of people: none of them names a file or an address to fetch.
    disableFileAccess: true,
    disableUrlAccess: true,
  });
};

export function createSmtp({ url, from, replyTo }: SmtpOptions): MailProvider {
  let transport: ReturnType<typeof connect> | undefined;
  const domain = /@([^@>\s]+)>?$/.exec(from)?.[1] ?? 'localhost';

  return {
    name: 'smtp',
    // SMTP has no key: a letter whose answer was lost goes again, under the Message-ID by which a mail program sees one.
    remembersMs: null,
    async send({ key, to, subject, text, html, unsubscribeUrl }, signal) {
      try {
        const sender = await (transport ??= connect(url));
        const { messageId } = await sender.sendMail({
          ...{ from, to: { name: '', address: to }, subject, text, html, signal },
          headers: unsubscribeHeaders({ unsubscribeUrl }),
          messageId: `<${key}@${domain}>`,
          ...(replyTo === undefined ? {} : { replyTo }),
        });
        return { became: 'accepted', providerId: messageId };
      } catch (error) {
        return outcomeOf(error as NodemailerError);
      }
    },
    close() {
      void transport?.then((open) => open.close());
    },
  };
}

/** Where the letter was not yet spoken of. */
const BEFORE_THE_LETTER = ['EDNS', 'ETLS'];
const OURS = ['EAUTH', 'ENOAUTH', 'EOAUTH2', 'ECONFIG', 'EREQUIRETLS'];

/** RFC 5321 §4.2.1: 4yz passes, 5yz is final; of a refused sender all letters are refused, of a recipient this one. */
function outcomeOf(error: NodemailerError): MailOutcome {
  const { code = '', command = '', message, permanent, responseCode, originalCode, timeoutType } = error;
  const because = `${responseCode ?? originalCode ?? code} ${command}: ${message}`.trim();
  if (OURS.includes(code) || (permanent && command.startsWith('MAIL'))) return { became: 'closed', because };
  if (permanent) return { became: 'refused', because };
  const neverReached =
    responseCode !== undefined ||
    BEFORE_THE_LETTER.includes(code) ||
    originalCode === 'ECONNREFUSED' ||
    timeoutType === 'CONNECT_TIMEOUT' ||
    timeoutType === 'GREETING_TIMEOUT';
  return { became: 'delayed', because, taken: neverReached ? 'no' : 'unknown' };
}
