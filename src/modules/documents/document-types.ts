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
export const TYPE_NAMES = Object.keys(DOCUMENT_TYPES) as [DocumentType, ...DocumentType[]];
