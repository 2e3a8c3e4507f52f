export { savedSearchWords } from './en/saved-searches';
