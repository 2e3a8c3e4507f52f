export { assistanceWords } from './en/assistance';
