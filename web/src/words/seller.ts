export { sellerWords } from './en/seller';
export { sellWords } from './en/sell';
