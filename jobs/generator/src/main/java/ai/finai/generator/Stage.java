package ai.finai.generator;

/**
 * Where a story is acted out.
 *
 * @param reservations tells which of the bank's customers may appear in it: not those whose own label it would disturb
 * @param random of this story alone
 * @param from of the round, epoch milliseconds
 * @param until of the round; nothing happens from there on
 */
record Stage(Bank bank, Reservations reservations, int account, Randomness random, long from, long until) {}
