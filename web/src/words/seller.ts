export { sellerWords } from './en/seller';
export { earningsWords } from './en/earnings';
export { paperWords } from './en/seller-papers';
export { standingWords } from './en/standing';
export { sellWords } from './en/sell';
