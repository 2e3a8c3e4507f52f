/** What a journey with papers adds to a sale: verified people, a signed agreement, a question about an item, reviews. */
import type { Api, Json } from './api';
import type { Sale } from './journey';
import { uploadPaper } from './upload-paper';

/** Each side sends papers of what it says, and an admin decides; the identity check is the sandbox's page, or the admin's too. */
export async function verifyPeople({ cast, print }: Sale): Promise<void> {
  const reason = 'The paper is genuine, and says what they say.';
  for (const [who, person] of [['Buyer', cast.buyer] as const, ['Seller', cast.seller] as const]) {
    const documentIds = [await uploadPaper(person, 'Papers of a person', { type: 'IDENTITY' })];
    const identity = await person.post('/verification/identity', {
      legalName: `Journey ${who}`,
      documentIds,
    });
    if (typeof identity.checkUrl === 'string') await person.submitForm(identity.checkUrl, { passes: 'true' });
    else await decide(cast.admin, identity, reason);
  }
  const funds = await cast.buyer.post('/verification/funds', {
    amountCents: 40_000_000,
    datedOn: String((await cast.buyer.get('/clock')).now).slice(0, 10),
    source: 'BANK_STATEMENT',
    documentIds: [await uploadPaper(cast.buyer, 'Statement of the bank', { type: 'PROOF_OF_FUNDS' })],
  });
  await decide(cast.admin, funds, reason);
  const company = await cast.seller.post('/verification/company', {
    companyName: 'Journey Logistics LLC',
    role: 'Managing member',
    authority: 'Named in the operating agreement.',
    documentIds: [await uploadPaper(cast.seller, 'Operating agreement', { type: 'OPERATING_AGREEMENT' })],
  });
  await decide(cast.admin, company, reason);
  print.step('both', 'have their identity verified, the buyer funds, the seller the authority to sign');
}

const decide = (admin: Api, { id }: Json, reason: string): Promise<Json> =>
  admin.post(`/admin/verifications/${String(id)}/decide`, { version: 1, decision: 'VERIFIED', reason });

/** The agreement as it was made from the terms, by its hash and each one's typed name. */
export async function signAgreement({ cast, print, transactionId }: Sale): Promise<void> {
  const at = `/transactions/${transactionId}/agreement`;
  const { hash } = await cast.buyer.get(at);
  await cast.buyer.post(`${at}/sign`, { hash, typedName: 'Journey Buyer' });
  await cast.seller.post(`${at}/sign`, { hash, typedName: 'Journey Seller' });
  print.step('both', 'sign the purchase agreement by its hash');
}

/** The buyer doubts one of the seller's items; the seller answers with another document. */
export async function questionAnItem({ cast, print, transactionId }: Sale): Promise<void> {
  const at = `/transactions/${transactionId}/checklist`;
  const item = (await cast.buyer.list(at)).find(
    ({ owner, status, evidenceRequired }) => owner === 'SELLER' && status === 'DONE' && evidenceRequired,
  );
  if (!item) throw new Error('The seller has settled no item with a document.');
  const path = `${at}/${String(item.id)}`;
  await cast.buyer.put(`${path}/question`, { status: 'OPEN', reason: 'The page with the date is missing.' });
  print.step('buyer', `questions “${String(item.title)}”, which counts as open again`);
  const documentIds = [await uploadPaper(cast.seller, 'The page with the date')];
  const { question } = await cast.seller.put(path, { status: 'DONE', documentIds });
  if (question !== null) throw new Error('The item is questioned after it was settled anew.');
  const shown = await cast.buyer.download(`/documents/${String(documentIds[0])}/download`);
  if (!shown.isPdf) throw new Error('The buyer cannot read the document that answers the question.');
  print.step('seller', 'settles it anew with another document, which the buyer reads');
}

/** Both review each other once the sale is completed, so that both reviews are shown. */
export async function reviewEachOther({ cast, print, transactionId }: Sale): Promise<void> {
  const review = (person: Api, stars: number, content: string) =>
    person.post('/reviews', { transactionId, stars, content });
  await review(cast.buyer, 5, 'Every paper was there, and every answer came the same day.');
  await review(cast.seller, 4, 'A serious buyer who asked the right questions.');
  print.step('both', 'review each other; neither could read the other before');
}

/** Everything about the papers that is not as it should be when the sale is over. */
export async function whatIsOff({ cast, listingId, transactionId }: Sale): Promise<string[]> {
  const off: string[] = [];
  const at = `/transactions/${transactionId}`;
  const [nda] = await cast.buyer.list('/listings/nda/acceptances');
  const papers: [string, Api, string][] = [
    ['purchase agreement', cast.buyer, `${at}/agreement?format=pdf`],
    ['transfer packet', cast.seller, `${at}/packet`],
    ['closing statement', cast.buyer, `${at}/closing-statement?format=pdf`],
    ['due-diligence report', cast.buyer, `/listings/${listingId}/due-diligence?format=pdf`],
    ['copy of the NDA', cast.buyer, `/listings/nda/acceptances/${String(nda?.id)}?format=pdf`],
  ];
  for (const [name, reader, path] of papers) {
    if (!(await reader.download(path)).isPdf) off.push(`the ${name} is no PDF`);
  }
  const agreement = await cast.seller.get(`${at}/agreement`);
  if (agreement.signedByBoth !== true) off.push('the purchase agreement is not signed by both');
  for (const [who, person, facts] of [
    ['buyer', cast.buyer, ['identity', 'funds']] as const,
    ['seller', cast.seller, ['identity', 'company']] as const,
  ]) {
    const own = await person.get('/verification');
    for (const fact of facts) {
      if ((own[fact] as Json).verified === null) off.push(`the ${fact} of the ${who} is not verified`);
    }
    if ((await person.list('/reviews?of=RECEIVED')).length !== 1) off.push(`the ${who} has no review`);
  }
  return off;
}
