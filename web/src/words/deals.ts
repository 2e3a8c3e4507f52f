/** The words of the pages of deals. */
export * as dealCodes from './en/deal-codes';
export { dealWords } from './en/deals';
export { dealActs } from './en/deal-acts';
