/** Prints a journey step by step, with the money at each step. */
import { dollars } from '../platform/kernel/money';

export interface Money {
  inCents: number;
  heldCents: number;
  outCents: number;
}

export interface Printer {
  step(who: string, what: string): void;
  money(state: string, money: Money): void;
  line(text: string): void;
}

export function createPrinter(write: (line: string) => void): Printer {
  let count = 0;
  return {
    step(who, what) {
      count += 1;
      write(`${String(count).padStart(2)}. ${who.padEnd(7)} ${what}`);
    },
    money(state, { inCents, heldCents, outCents }) {
      write(
        `    ${''.padEnd(7)} ${state}: in ${dollars(inCents)}, held ${dollars(heldCents)}, out ${dollars(outCents)}`,
      );
    },
    line: write,
  };
}
