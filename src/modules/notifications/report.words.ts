/** What notices call the things that are reported. */
import type { SubjectType } from '../reports';

export const WORD_FOR: Record<SubjectType, string> = {
  USER: 'a user',
  LISTING: 'a listing',
  REVIEW: 'a review',
  DOCUMENT: 'a document',
};
