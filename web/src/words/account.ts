export { accountWords } from './en/account';
