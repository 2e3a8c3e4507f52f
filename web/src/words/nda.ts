export { ndaWords } from './en/nda';
