export { buyerWords } from './en/buyer';
