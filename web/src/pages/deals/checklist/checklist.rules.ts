/** What kind of paper an item of the checklist is usually shown by. */
import type { DocumentType } from '../../../api/deal-acts';

const TYPES: Readonly<Record<string, DocumentType>> = {
  ARTICLES: 'ARTICLES',
  CAP_TABLE: 'OPERATING_AGREEMENT',
  LIEN_SEARCH: 'UCC_SEARCH',
  LOSS_RUNS: 'LOSS_RUNS',
  EIN_LETTER: 'EIN_LETTER',
  AUTHORITY_CERTIFICATE: 'AUTHORITY_CERTIFICATE',
  INSURANCE_CERTIFICATE: 'CERTIFICATE_OF_INSURANCE',
  FACTORING_RELEASE: 'LETTER_OF_RELEASE',
  PURCHASE_AGREEMENT: 'PURCHASE_AGREEMENT',
  ASSET_PURCHASE_AGREEMENT: 'PURCHASE_AGREEMENT',
  BILL_OF_SALE: 'BILL_OF_SALE',
  BUYER_AUTHORITY: 'AUTHORITY',
  BMC_91X: 'INSURANCE',
};

/** Where nothing is usual, whoever uploads it says. */
export const typeOfItem = (code: string): DocumentType => TYPES[code] ?? 'OTHER';
