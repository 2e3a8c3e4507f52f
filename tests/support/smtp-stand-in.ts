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

/**
 * `LATER`: 451 to the recipient; `NO_SUCH_MAILBOX`: 550; `TAKEN_IN_SILENCE`: the letter is taken, and the line is cut;
 * `TAKEN_AND_HANGS`: it is taken, and no answer comes.
 */
export type SmtpFault = 'LATER' | 'NO_SUCH_MAILBOX' | 'TAKEN_IN_SILENCE' | 'TAKEN_AND_HANGS' | 'CUT';

const refusal = (responseCode: number, message: string) =>
  Object.assign(new Error(message), { responseCode });

export async function startSmtpStandIn() {
  const taken: MailTaken[] = [];
  let fault: () => SmtpFault | null = () => null;
  const server = new SMTPServer({
    authOptional: false,
    allowInsecureAuth: true,
    disabledCommands: ['STARTTLS'],
    logger: false,
    onAuth: ({ username, password }, _session, done) =>
      username === 'mcx' && password === 'secret'
        ? done(null, { user: username })
        : done(refusal(535, 'Wrong user or password')),
    onRcptTo(_address, _session, done) {
      const failure = fault();
      if (failure === 'LATER') return done(refusal(451, 'Try again later'));
      if (failure === 'NO_SUCH_MAILBOX') return done(refusal(550, 'No such mailbox'));
      if (failure === 'CUT') return cut();
      done();
    },
    onData(stream, session, done) {
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
          const failure = fault();
          if (failure === 'TAKEN_IN_SILENCE') return cut();
          if (failure !== 'TAKEN_AND_HANGS') done();
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
    close: () => new Promise<void>((resolve) => server.close(() => resolve())),
  };
}
