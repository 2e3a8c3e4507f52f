export { overviewWords } from './en/overview';
