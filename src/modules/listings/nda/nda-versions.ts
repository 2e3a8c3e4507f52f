/** The confidentiality terms that buyers accept, version by version; a version that was in force is never changed. */
import { createHash } from 'node:crypto';

export interface NdaVersion {
  version: string;
  text: string;
  /** SHA-256 of the text in UTF-8, hexadecimal. */
  textHash: string;
}

const version = (name: string, text: string): NdaVersion => ({
  version: name,
  text,
  textHash: createHash('sha256').update(text, 'utf8').digest('hex'),
});

export const NDA_VERSIONS: readonly NdaVersion[] = [
  version(
    '2026-11',
    `CONFIDENTIALITY TERMS FOR BUYERS, version 2026-11

1. What is confidential. Everything about the company on offer that is not on its public card: its names, USDOT and
docket numbers, its figures, documents, people, customers, and the fact that it is for sale.

2. What you may use it for. To judge whether to buy this company, and for nothing else. You may show it to your
lawyers, accountants, lenders and insurers who need it for that and are bound to secrecy; you answer for them.

3. What you may not do. You may not approach the company's employees, drivers, customers, brokers, insurers or
factoring company about the sale without the seller's written consent; you may not pass yourself off as the company or
use its names, numbers, telephone lines, e-mail addresses or accounts for any load or any other purpose; and for twelve
months you may not solicit its drivers or customers on the strength of what you read here.

4. What is free. What was public before, what you knew before, what you lawfully learn elsewhere, and what the law
orders you to disclose. Nothing here keeps anyone from reporting a suspected crime or danger to an authority.

5. How long. Two years from the day of acceptance, whether or not a deal is made. When the seller or we ask for it you
delete what you have copied.

6. Traces. We keep this acceptance with its time and network address, and we log and show to the seller which documents
you open.

7. No promise. The seller has checked what is shown with care but gives its warranties in the purchase agreement only.
`,
  ),
];

/** Null: no such version was ever in force. */
export const findNda = (name: string): NdaVersion | null =>
  NDA_VERSIONS.find((known) => known.version === name) ?? null;

/** Whether somebody who accepted a version has to accept another one before they read on. */
export const asksAgain = (accepted: { ndaVersion: string }): boolean =>
  accepted.ndaVersion !== currentNda().version;

/** The version that a buyer must accept now. */
export const currentNda = (): NdaVersion => NDA_VERSIONS[NDA_VERSIONS.length - 1] as NdaVersion;
