/** What hashing a password costs in tests. The usual 20 ms of CPU make guessing dear, which few tests are about. */
export const CHEAP_PASSWORDS = { PASSWORD_HASH_MEMORY_KIB: '8', PASSWORD_HASH_PASSES: '1' };
/** As in production. */
export const DEAR_PASSWORDS = { PASSWORD_HASH_MEMORY_KIB: '19456', PASSWORD_HASH_PASSES: '2' };
