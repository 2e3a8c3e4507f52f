export { carrierWords } from './en/carrier';
