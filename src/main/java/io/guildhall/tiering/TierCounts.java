package io.guildhall.tiering;

/** How many members have which tier. */
public record TierCounts(long core, long potential, long silent, long dormantSpender, long newcomers) {

	/** How many have this tier. */
	public long of(Tier tier) {
		return switch (tier) {
			case CORE -> core;
			case POTENTIAL -> potential;
			case SILENT -> silent;
			case DORMANT_SPENDER -> dormantSpender;
			case NEW -> newcomers;
		};
	}

	/** How many there are. */
	public long total() {
		return core + potential + silent + dormantSpender + newcomers;
	}
}
