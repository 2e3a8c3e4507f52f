export { offersWords } from './en/offers';
