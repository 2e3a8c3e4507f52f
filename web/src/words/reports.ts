export { reportWords } from './en/reports';
