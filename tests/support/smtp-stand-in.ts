/** A real SMTP server, which keeps what it takes and can fail at each step (RFC 5321). */
import type { AddressInfo } from 'node:net';
import { simpleParser } from 'mailparser';
import { SMTPServer } from 'smtp-server';

export interface MailTaken {
  messageId: string;
  from: string;
  to: string;
  subject: string;
  text: string;
  html: string;
  headers: Map<string, unknown>;
}

/** To the recipient. */
const TO_RECIPIENT = {
  LATER: [451, 'Try again later'],
  GREYLISTED: [450, '4.2.0 Greylisted, see http://example.com/greylist'],
  NO_SUCH_MAILBOX: [550, 'No such mailbox'],
} as const;
/** To the letter, once it was read. */
const TO_LETTER = {
  LATER_AFTER_DATA: [452, '4.3.1 Insufficient system storage'],
  REFUSED_AFTER_DATA: [554, '5.7.1 Refused by content'],
} as const;
/** To us, whatever the letter is. */
const TO_SENDER = {
  NO_MORE_ON_THIS_LINE: [421, '4.7.0 Too many messages in this session'],
  SENDER_REFUSED: [553, '5.7.1 Sender not owned by user'],
} as const;

/** `BUSY`: 421 instead of a greeting; `WRONG_PASSWORD`: 535. */
export type SmtpDoor = keyof typeof TO_SENDER | 'BUSY' | 'WRONG_PASSWORD';

/**
 * Besides answers, `CUT`: the line, at the recipient; `CUT_IN_DATA`: in the middle of the letter, which is not taken;
 * `TAKEN_IN_SILENCE`: the letter is taken, and the line is cut; `TAKEN_AND_HANGS`: it is taken, and no answer comes.
 */
export type SmtpFault =
  | keyof typeof TO_RECIPIENT
  | keyof typeof TO_LETTER
  | 'CUT'
  | 'CUT_IN_DATA'
  | 'TAKEN_IN_SILENCE'
  | 'TAKEN_AND_HANGS';

const refusal = (responseCode: number, message: string) =>
  Object.assign(new Error(message), { responseCode });

/** The answer that the fault is, where it stands in the list. */
function answerOf(answers: Record<string, readonly [number, string]>, fault: string | null): Error | null {
  const answer = fault === null ? undefined : answers[fault];
  return answer ? refusal(...answer) : null;
}

export async function startSmtpStandIn() {
  const taken: MailTaken[] = [];
  let fault: () => SmtpFault | null = () => null;
  let door: SmtpDoor | null = null;
  const server = new SMTPServer({
    authOptional: false,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onConnect: (_session, done) => (door === 'BUSY' ? done(refusal(421, 'Too busy')) : done()),
    onAuth: ({ username, password }, _session, done) =>
      username === 'mcx' && password === 'secret' && door !== 'WRONG_PASSWORD'
        ? done(null, { user: username })
        : done(refusal(535, 'Wrong user or password')),
    onMailFrom: (_address, _session, done) => done(answerOf(TO_SENDER, door)),
    onRcptTo(_address, _session, done) {
      const failure = fault();
      if (failure === 'CUT') return cut();
      done(answerOf(TO_RECIPIENT, failure));
    },
    onData(stream, session, done) {
      const before = fault();
      if (before === 'CUT_IN_DATA') return void stream.once('data', cut);
      const answer = answerOf(TO_LETTER, before);
      if (answer) return void stream.on('end', () => done(answer)).resume();
      simpleParser(stream)
        .then((mail) => {
          const { rcptTo } = session.envelope;
          taken.push({
            messageId: mail.messageId ?? '',
            from: mail.from?.text ?? '',
            to: rcptTo.map(({ address }) => address).join(','),
            subject: mail.subject ?? '',
            text: mail.text ?? '',
            html: mail.html || '',
            headers: mail.headers,
          });
          if (before === 'TAKEN_IN_SILENCE') return cut();
          if (before !== 'TAKEN_AND_HANGS') done();
        })
        .catch((error: unknown) => done(error as Error));
    },
  });
  const cut = () => {
    for (const connection of server.connections) connection.close();
  };
  server.on('error', () => undefined);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://mcx:secret@127.0.0.1:${port}`,
    taken: (): MailTaken[] => taken,
    failBy(next: () => SmtpFault | null): void {
      fault = next;
    },
    /** To every letter from now on; null opens it. */
    closeDoor(how: SmtpDoor | null): void {
      door = how;
      if (how !== null) cut();
    },
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
