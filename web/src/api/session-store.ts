/** What the app knows of who is signed in, and what it has to ask of them; parts of the page watch it. */

export type SessionState = 'starting' | 'out' | 'in';

/** `sign-in`: the session has ended under an open page. `step-up`: an act wants proof that it is still they. */
export type Prompt = 'sign-in' | 'step-up';

export interface SessionSnapshot {
  state: SessionState;
  prompt: Prompt | null;
  /** An administrator sees what somebody else sees, and changes nothing. */
  looksAsOther: boolean;
  /** They look as somebody who lets them act. */
  actsForOther: boolean;
}

let snapshot: SessionSnapshot = { state: 'starting', prompt: null, looksAsOther: false, actsForOther: false };
const watchers = new Set<() => void>();
let waiting: ((done: boolean) => void)[] = [];

function change(part: Partial<SessionSnapshot>): void {
  snapshot = { ...snapshot, ...part };
  for (const changed of watchers) changed();
}

export const sessionStore = {
  current: (): SessionSnapshot => snapshot,

  watch(changed: () => void): () => void {
    watchers.add(changed);
    return () => void watchers.delete(changed);
  },

  setState: (state: SessionState): void =>
    change({ state, ...(state === 'out' ? { looksAsOther: false, actsForOther: false } : {}) }),

  setLookingAs: (looksAsOther: boolean, actsForOther = false): void => change({ looksAsOther, actsForOther }),

  /** Asks once, however many requests want it. Answers whether it was done. */
  ask(prompt: Prompt): Promise<boolean> {
    return new Promise((resolve) => {
      waiting.push(resolve);
      if (snapshot.prompt !== prompt) change({ prompt });
    });
  },

  settle(done: boolean): void {
    const settled = waiting;
    waiting = [];
    change({ prompt: null });
    for (const resolve of settled) resolve(done);
  },
};
