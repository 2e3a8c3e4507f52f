/** What whoever has a broker signs, and their broker with them, version by version; one that was in force is never changed. */
import { createHash } from 'node:crypto';

export interface MandateTerms {
  version: string;
  text: string;
  /** SHA-256 of the text in UTF-8, hexadecimal. */
  textHash: string;
}

const version = (name: string, text: string): MandateTerms => ({
  version: name,
  text,
  textHash: createHash('sha256').update(text, 'utf8').digest('hex'),
});

const MANDATE_TERMS: readonly MandateTerms[] = [
  version(
    '2026-11',
    `MANDATE OF A BROKER, version 2026-11

1. Who. The client names the broker by email address, for buying or for selling. The broker signs too, and the mandate
holds from then on, until the day that the client has chosen, or until either of the two ends it, which takes effect at
once and needs no reason.

2. What the broker may see. On this platform, what the client sees of listings, offers, documents, messages and deals.
The broker keeps secret what the client has to keep secret, and answers to the client for it.

3. What the broker may do in the client's name. Write listings; make, counter, accept, decline and withdraw offers; write
messages; hand in documents. A broker acts for buyers or for sellers, not for both, and deals with no client of their own.

4. What the client alone does. Sign terms and agreements, approve, pay, accept the company, cancel, dispute; unlock a
listing, publish one, spend credits, open the listing to a buyer; name a bank account; change the account, its password
or its second factor. The broker has no password of the client, and never asks for one.

5. Who knows. The other side of every offer and deal reads who the broker is, and since when. Everything that the broker
does is written down under both names.

6. What it costs. The client pays nothing to the platform for it. The platform gives the broker a share of its own fee,
which stands in its settings and is fixed for a deal when the deal opens; it is paid when the sale is completed. Whatever
client and broker agree beside this is between the two of them.
`,
  ),
];

/** The version that is signed now. */
export const currentTerms = (): MandateTerms => MANDATE_TERMS[MANDATE_TERMS.length - 1] as MandateTerms;
