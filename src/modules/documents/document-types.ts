/** What a document says it is: data, so that another type takes a line here. */
export const DOCUMENT_TYPES = {
  INSURANCE: 'Insurance policy or declarations',
  CERTIFICATE_OF_INSURANCE: 'Certificate of insurance',
  LOSS_RUNS: 'Loss runs',
  AUTHORITY: 'Operating authority',
  AUTHORITY_CERTIFICATE: 'Authority certificate',
  SAFETY_RECORD: 'Safety record',
  UCC_FILING: 'UCC filing',
  UCC_SEARCH: 'UCC, lien or litigation search',
  LETTER_OF_RELEASE: 'Letter of release',
  ARTICLES: 'Articles of organization or incorporation',
  OPERATING_AGREEMENT: 'Operating agreement or bylaws',
  EIN_LETTER: 'EIN letter of the IRS',
  BILL_OF_SALE: 'Bill of sale',
  PURCHASE_AGREEMENT: 'Purchase agreement',
  PAYMENT_PROOF: 'Proof of payment',
  PROOF_OF_FUNDS: 'Proof of funds',
  IDENTITY: 'Identity document',
  EQUIPMENT_PHOTO: 'Photo of equipment',
  OTHER: 'Other',
} as const satisfies Record<string, string>;

export type DocumentType = keyof typeof DOCUMENT_TYPES;

const OF_A_COMPANY = [
  ...(['INSURANCE', 'CERTIFICATE_OF_INSURANCE', 'LOSS_RUNS', 'AUTHORITY', 'AUTHORITY_CERTIFICATE'] as const),
  ...(['SAFETY_RECORD', 'UCC_FILING', 'UCC_SEARCH', 'LETTER_OF_RELEASE', 'ARTICLES'] as const),
  ...([
    'OPERATING_AGREEMENT',
    'EIN_LETTER',
    'BILL_OF_SALE',
    'PURCHASE_AGREEMENT',
    'EQUIPMENT_PHOTO',
  ] as const),
] as const satisfies readonly DocumentType[];

/** What of a client's own documents whoever acts for them handles, by the role they act in: never who the client is. */
export const DEPUTY_TYPES: Record<'seller' | 'buyer', readonly DocumentType[]> = {
  seller: OF_A_COMPANY,
  buyer: ['PURCHASE_AGREEMENT', 'PAYMENT_PROOF', 'PROOF_OF_FUNDS'],
};
export const TYPE_NAMES = Object.keys(DOCUMENT_TYPES) as [DocumentType, ...DocumentType[]];
