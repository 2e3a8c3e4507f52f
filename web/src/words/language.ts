export { count, language } from './en/language';
