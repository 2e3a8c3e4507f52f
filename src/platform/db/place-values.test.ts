/** Values come to the places of a statement that bear their names, and nowhere else. */
import { placeValues } from './place-values';

it('puts values at the places of their names, and as many as a list has', () => {
  const sql = 'SELECT a FROM t WHERE a<:x AND b IN (:list) AND c = :x';
  expect(placeValues(sql, { x: 1, list: ['a', 'b'], unused: 3 })).toMatchObject({
    sql: 'SELECT a FROM t WHERE a<? AND b IN (?, ?) AND c = ?',
    values: [1, 'a', 'b', 1],
  });
});

it('takes nothing within quotes for a place', () => {
  const sql = `SELECT 'a '':x', ":x", \`:x\`, '\\':x' FROM t WHERE a = :x`;
  expect(placeValues(sql, { x: null })).toMatchObject({
    sql: `SELECT 'a '':x', ":x", \`:x\`, '\\':x' FROM t WHERE a = ?`,
    values: [null],
  });
});

it('refuses a statement with a place that has no value', () => {
  expect(() => placeValues('SELECT :here, :there', { here: 1 })).toThrow(':there');
});
