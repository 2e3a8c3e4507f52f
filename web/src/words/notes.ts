export { notesWords } from './en/notes';
