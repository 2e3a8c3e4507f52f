export { guideWords } from './en/guide';
