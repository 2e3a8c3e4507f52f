/** The words that no text of ours says: people are called by their role, or they. */
export const PRONOUNS = /\b(?:he|him|his|himself|she|her|hers|herself)\b/i;
