/** A live session with a seller of the demo, as an administrator records it. */
export const demoSession = (now: number) => ({
  heldAt: new Date(now).toISOString(),
  attendees: ['The owner', 'An administrator'],
  identityPaper: 'Driver license, shown to the camera',
  recording: 'Kept with the record of the session',
});
