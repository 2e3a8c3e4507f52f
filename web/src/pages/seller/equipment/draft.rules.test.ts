/** What is typed of a truck or a trailer. */
import type { Equipment } from '../../../api/equipment';
import { completeDraft, draftOf, nameOf, NOTHING } from './draft.rules';

const TRUCK: Equipment = {
  ...{ id: '0193', vehicle: 'TRUCK', kind: 'SLEEPER', make: 'Volvo', model: null, year: 2021 },
  ...{ mileage: 412_000, condition: 'FAIR', vinGiven: true, vin: '1M8GDM9AXKP042788' },
  photos: [{ id: '0194', title: 'Left side' }],
};

test('a change begins with all that stands there, its photos too, and sends it back the same', () => {
  const { id: _id, vinGiven: _given, photos: _photos, ...rest } = TRUCK;
  expect(completeDraft(draftOf(TRUCK))).toEqual({ ...rest, photoIds: ['0194'] });
  expect(nameOf(TRUCK)).toBe('2021 Volvo');
});

test('without a make or a year nothing is sent', () => {
  expect([completeDraft({ ...NOTHING, make: 'Volvo' }), completeDraft({ ...NOTHING, year: 2021 })]).toEqual([
    ...[null, null],
  ]);
});
