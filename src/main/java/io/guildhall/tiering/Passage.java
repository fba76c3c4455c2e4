package io.guildhall.tiering;

import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

import org.jspecify.annotations.Nullable;

/**
 * From one tier to another, between two days or within the last so many: what stands in
 * the value of a filter, {@code CORE.SILENT.2026-10-01.2026-11-01} or
 * {@code ANY.SILENT.30}; of the policy of a community its id comes last.
 *
 * @param from a tier, {@link #NONE} for who was not judged, {@link #ANY} for whatever is
 * another one
 * @param to a tier, or {@link #NONE} for who is judged no more
 * @param days the last so many; null where two days are meant
 * @param policy null for that of the organization
 */
record Passage(String from, String to, @Nullable Integer days, @Nullable LocalDate first, @Nullable LocalDate last,
		@Nullable TierPolicyId policy) {

	/** Whatever is another tier. */
	static final String ANY = "ANY";

	/** Not judged. */
	static final String NONE = "NONE";

	static final int LONGEST = 3650;

	/** The members of a move of a flow. */
	static Passage of(TierFlow flow, TierMove move) {
		return new Passage(name(move.from()), name(move.to()), null, flow.from(), flow.to(), flow.policy());
	}

	/** Within the last so many days, by the policy of the organization. */
	static Passage within(int days, String from, Tier to) {
		return new Passage(from, to.name(), days, null, null, null);
	}

	/** What the value says; empty where it is none. */
	static Optional<Passage> read(String value) {
		String[] parts = value.split("\\.", -1);
		try {
			boolean rolling = parts.length > 2 && parts[2].length() <= 4;
			int most = rolling ? 3 : 4;
			if (parts.length != most && parts.length != most + 1) {
				return Optional.empty();
			}
			Passage read = new Passage(parts[0], parts[1], rolling ? Integer.valueOf(parts[2]) : null,
					rolling ? null : LocalDate.parse(parts[2]), rolling ? null : LocalDate.parse(parts[3]),
					(parts.length > most) ? new TierPolicyId(UUID.fromString(parts[most])) : null);
			return read.isRight() ? Optional.of(read) : Optional.empty();
		}
		catch (IllegalArgumentException | DateTimeException none) {
			return Optional.empty();
		}
	}

	/** The value that says it. */
	String value() {
		String when = (days != null) ? days.toString() : first + "." + last;
		return from + "." + to + "." + when + ((policy != null) ? "." + policy : "");
	}

	/** The day whose tier is the one before. */
	LocalDate begins(LocalDate today) {
		return (days != null) ? today.minusDays(days) : Objects.requireNonNull(first);
	}

	/** The day whose tier is the one after. */
	LocalDate ends(LocalDate today) {
		return (last != null) ? last : today;
	}

	/** Whether the tier stayed what it was. */
	boolean stays() {
		return from.equals(to);
	}

	private boolean isRight() {
		boolean when = (days != null) ? days >= 1 && days <= LONGEST : first != null && last != null
				&& !first.isAfter(last) && first.getYear() > 0 && last.getYear() < 10_000;
		return when && (from.equals(ANY) || isSide(from)) && isSide(to);
	}

	private static boolean isSide(String side) {
		return side.equals(NONE) || Arrays.stream(Tier.values()).anyMatch(tier -> tier.name().equals(side));
	}

	private static String name(@Nullable Tier tier) {
		return (tier != null) ? tier.name() : NONE;
	}

}
