/** The three people of a journey, signed in, and signed in again after the clock was moved. */
import { randomUUID } from 'node:crypto';
import { Api } from './api';
import { uploadPaper } from './upload-paper';

const PASSWORD = 'a long journey begins at the gate';
const CREDITS = 5;

export interface SignIn {
  email: string;
  password: string;
}

export interface SignedInPeople {
  buyer: Api;
  seller: Api;
  admin: Api;
  buyerId: string;
  sellerId: string;
  /** @throws where the journey was given none */
  signInSecondAdmin(): Promise<Api>;
  /** New access tokens for everybody: the old ones end with the minutes that the clock was moved. */
  signInAgain(): Promise<SignedInPeople>;
}

/** Registers a buyer and a seller, and gives both credits. */
export async function signInPeople(
  url: string,
  adminSignIn: SignIn,
  second?: SignIn,
): Promise<SignedInPeople> {
  const gate = new Api(url, { patient: true });
  const run = randomUUID().slice(0, 8);
  const buyerSignIn = { email: `journey-buyer-${run}@example.com`, password: PASSWORD };
  const sellerSignIn = { email: `journey-seller-${run}@example.com`, password: PASSWORD };
  await gate.post('/auth/register', {
    ...buyerSignIn,
    firstName: 'Journey',
    lastName: 'Buyer',
    role: 'BUYER',
  });
  await gate.post('/auth/register', {
    ...sellerSignIn,
    firstName: 'Journey',
    lastName: 'Seller',
    role: 'SELLER',
    companyName: 'Journey Logistics LLC',
  });

  const signInSecondAdmin = (): Promise<Api> => {
    if (!second) throw new Error('This sum takes a second administrator, and the journey has one.');
    return gate.as(second.email, second.password);
  };
  const signIn = async (): Promise<SignedInPeople> => {
    const buyer = await gate.as(buyerSignIn.email, buyerSignIn.password);
    const seller = await gate.as(sellerSignIn.email, sellerSignIn.password);
    const admin = await gate.as(adminSignIn.email, adminSignIn.password);
    const [buyerId, sellerId] = [await idOf(buyer), await idOf(seller)];
    return { buyer, seller, admin, buyerId, sellerId, signInSecondAdmin, signInAgain: signIn };
  };
  const cast = await signIn();
  for (const userId of [cast.buyerId, cast.sellerId]) {
    await cast.admin.post('/credits/bonus', { userId, credits: CREDITS, reason: 'For a journey.' });
  }
  return cast;
}

const idOf = async (person: Api): Promise<string> => String((await person.get('/auth/me')).id);

export const verifiedArticles = (cast: SignedInPeople): Promise<string> =>
  verifiedPaper(cast, 'Articles of organization', 'ARTICLES');

/** A paper of the seller that an admin has verified. */
async function verifiedPaper(cast: SignedInPeople, title: string, type: string): Promise<string> {
  const paper = await uploadPaper(cast.seller, title, { type });
  await cast.admin.put(`/documents/${paper}/verify`, { verdict: 'VERIFIED', version: 1 });
  return paper;
}

/** An admin records that it shows control of a carrier: as a publication asks. */
export async function recordPaper(cast: SignedInPeople, usdot: number, paper: string): Promise<void> {
  await cast.admin.post('/admin/proof-of-control', {
    ...{ userId: cast.sellerId, usdot, level: 2, documentIds: [paper] },
    evidence: 'The articles name the seller as managing member.',
  });
}

/** An admin records the live session in which the seller showed control: as a closing asks. */
export async function recordSession(cast: SignedInPeople, usdot: number): Promise<void> {
  const identityPaper = await verifiedPaper(cast, 'Driver license', 'IDENTITY');
  const { now } = await cast.admin.get('/clock');
  await cast.admin.post('/admin/proof-of-control', {
    ...{ userId: cast.sellerId, usdot, level: 3 },
    evidence: 'Live session with the seller, who changed the record as asked.',
    session: {
      heldAt: now,
      attendees: ['Journey Seller', 'Journey Admin'],
      identityPaper,
      recording: `Session about USDOT ${usdot}`,
    },
  });
}
