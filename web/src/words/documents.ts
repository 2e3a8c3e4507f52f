export { documentWords } from './en/documents';
