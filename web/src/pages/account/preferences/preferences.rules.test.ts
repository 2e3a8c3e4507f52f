/** How what one is told is grouped. */
import { groupKinds } from './preferences.rules';

const told = (inbox: boolean, live: boolean, mail: boolean) => ({ inbox, live, mail });

it('switches what is free of a category together, and leaves alone what is always told', () => {
  const groups = groupKinds([
    { kind: 'MADE', category: 'offers', required: false, channels: told(true, true, false) },
    { kind: 'EXPIRED', category: 'offers', required: false, channels: told(true, false, false) },
    { kind: 'ACCEPTED', category: 'offers', required: true, channels: told(true, true, true) },
    { kind: 'HACKED', category: 'security', required: true, channels: told(true, true, true) },
  ]);
  expect(groups).toEqual([
    {
      category: 'offers',
      free: ['MADE', 'EXPIRED'],
      told: { inbox: 'all', live: 'some', mail: 'none' },
    },
    { category: 'security', free: [], told: { inbox: 'none', live: 'none', mail: 'none' } },
  ]);
});
