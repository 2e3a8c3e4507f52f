/** The memory that uploads may take at once. */
import { createUploadRoom } from './upload';

test('what is full refuses, what is given back is free again, once', () => {
  const room = createUploadRoom(100);
  const first = room.reserve(60);
  expect(room.reserve(41)).toBeNull();
  const second = room.reserve(40);
  expect(room.heldBytes()).toBe(100);
  expect(room.reserve(1)).toBeNull();
  second?.();
  second?.();
  expect(room.heldBytes()).toBe(60);
  first?.();
  expect(room.heldBytes()).toBe(0);
});

test('one file always fits, as large as it may be', () => {
  const room = createUploadRoom(100);
  const large = room.reserve(500);
  expect(large).not.toBeNull();
  expect(room.reserve(1)).toBeNull();
});
