export { publicWords } from './en/public';
