export { adminWords } from './en/admin';
