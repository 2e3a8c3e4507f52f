/** What administrators note for each other. */
export const notesWords = {
  title: 'Notes of administrators',
  lead: 'Only administrators read them.',
  empty: 'Nobody has noted anything yet.',
  write: 'Note for other administrators',
  save: 'Save the note',
  takeBack: 'Take back',
  takeBackOf: (moment: string) => `Take back your note of ${moment}`,
} as const;
