package io.guildhall.touch;

/**
 * How far the touches of a campaign are.
 *
 * @param ready planned, and nothing blocked them when last decided
 * @param consent planned, blocked by the member's wish
 * @param protection planned, blocked by the protection window
 * @param duplicate planned, blocked because the member was just reached through another
 * group
 * @param sent confirmed
 * @param suppressed never to be sent
 */
public record TouchCounts(long ready, long consent, long protection, long duplicate, long sent, long suppressed) {

	/** All of them. */
	public long all() {
		return ready + consent + protection + duplicate + sent + suppressed;
	}
}
