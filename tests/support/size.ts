/** How much a long test does: a part of it every day, all of it with THOROUGH=1. */
export const sized = (thorough: number, daily: number): number => (process.env.THOROUGH ? thorough : daily);
