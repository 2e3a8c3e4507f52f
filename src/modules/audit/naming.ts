/** The names of those who act, for admins who read; a module above tells them, since none is below this one. */

export type Names = ReadonlyMap<string, string>;
/** By the id of the user; those who are not known are missing. */
export type FindNames = (userIds: string[]) => Promise<Names>;

export function createNaming() {
  let find: FindNames = () => Promise.resolve(new Map());
  return {
    nameUsers(findNames: FindNames): void {
      find = findNames;
    },
    namesOf: (userIds: string[]): Promise<Names> =>
      userIds.length === 0 ? Promise.resolve(new Map()) : find([...new Set(userIds)]),
  };
}
