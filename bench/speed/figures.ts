/** P7 and P10: what is no number of requests a second. */
import type { Driven } from './drive';
import type { Sides } from './measure';
import type { Figures } from './process';
import { PROFILED_ROUND, type Work } from './work';
import { emailOf, fromAddress, PASSWORD, READERS } from './world';

export interface Figure {
  id: string;
  title: string;
  value: number;
  unit: 'ms' | 'µs' | 'MB' | '';
  due: string;
  aim: string;
}

const BYTES_A_MB = 1_000_000;

/** Fifty people sign in at the same time, again and again. */
export const LOG_INS: Work = {
  id: 'P7',
  title: 'log-ins, 50 at a time',
  connections: 50,
  requests: () =>
    Array.from({ length: READERS }, (_, n) => ({
      method: 'POST',
      path: '/api/auth/login',
      headers: { ...fromAddress(n), 'content-type': 'application/json' },
      body: JSON.stringify({ email: emailOf('reader', n), password: PASSWORD }),
    })),
  bare: null,
  due: '',
  aim: '',
};

export async function measureLogIns({ world, ours, driver }: Sides, seconds: number): Promise<Figure[]> {
  const load = { id: LOG_INS.id, world, url: ours.url, side: 'ours', round: PROFILED_ROUND };
  await driver.ask<Driven>('drive', { ...load, seconds: 1 });
  await ours.ask<Figures>('figures');
  await ours.ask('startReading');
  const driven = await driver.ask<Driven>('drive', { ...load, seconds });
  const fileP99 = await ours.ask<number>('stopReading');
  const { loopP99 } = await ours.ask<Figures>('figures');
  if (driven.failed > 0) throw new Error(`P7: ${driven.failed} of ${driven.requests} log-ins failed.`);
  const figure = (title: string, value: number, due: string, aim: string): Figure => ({
    ...{ id: LOG_INS.id, title: `${title} while 50 log in at a time`, value, unit: 'ms', due, aim },
  });
  return [
    figure('delay of the loop, p99,', loopP99, '10', '5'),
    figure('a file read, p99,', fileP99, '30', '20'),
  ];
}

/** Of the server that has been asked `works` for so many seconds each. */
export async function measureInstance(
  { world, ours, driver }: Sides,
  works: readonly Work[],
  seconds: number,
): Promise<Figure[]> {
  let most = 0;
  for (const { id } of works) {
    await driver.ask<Driven>('drive', {
      id,
      world,
      url: ours.url,
      side: 'ours',
      round: PROFILED_ROUND,
      seconds,
    });
    most = Math.max(most, (await ours.ask<Figures>('figures')).memory);
  }
  const figure = (title: string, value: number, unit: Figure['unit'], due: string, aim: string): Figure => ({
    ...{ id: 'P10', title, value, unit, due, aim },
  });
  return [
    figure('memory, right after the start', ours.idle.memory / BYTES_A_MB, 'MB', '130', '90'),
    figure('memory, while it is asked', most / BYTES_A_MB, 'MB', '200', '150'),
    figure('start to ready', ours.readyAfterMs, 'ms', '1,500', '500'),
  ];
}
