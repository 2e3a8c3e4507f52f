/** The ways in which equipment can be refused. */
import { problemKind } from '../../../platform/http/problem';

export const vinListedTwice = problemKind(
  'vin_listed_twice',
  409,
  'The vehicle is in this listing already',
  'Change the entry that has this vehicle identification number.',
);
export const tooMuchEquipment = problemKind(
  'too_much_equipment',
  409,
  'The listing cannot have more equipment',
  'Remove an entry first. The numbers by kind stand in the operation.',
);
