/** The secrets by which partners know that a posting is ours: made, sealed, and signed with as Standard Webhooks says. */
import { randomBytes } from 'node:crypto';
import { SECOND_MS } from '../../platform/kernel/clock';
import { createSealer } from '../../platform/kernel/sealing';

const SECRET_BYTES = 32;

export type Signing = ReturnType<typeof createSigning>;

export function createSigning({ WEBHOOK_ENDPOINT_SECRET }: { WEBHOOK_ENDPOINT_SECRET: string }) {
  const { seal, open } = createSealer(WEBHOOK_ENDPOINT_SECRET, 'webhook-endpoint');

  return {
    /** As its owner is shown it, once. */
    newSecret: (): string => `whsec_${randomBytes(SECRET_BYTES).toString('base64')}`,

    seal,
    /** @throws where it was sealed with a secret that is lost */
    open,

    /** One signature for each secret: a receiver takes whichever it can verify. */
    async headersOf(secrets: readonly string[], id: string, now: number, body: string) {
      const { Webhook } = await import('standardwebhooks');
      const at = new Date(Math.floor(now / SECOND_MS) * SECOND_MS);
      return {
        'content-type': 'application/json',
        'user-agent': 'MC-Exchange-Webhooks/1',
        'webhook-id': id,
        'webhook-timestamp': String(at.getTime() / SECOND_MS),
        'webhook-signature': secrets.map((secret) => new Webhook(secret).sign(id, at, body)).join(' '),
      };
    },
  };
}
