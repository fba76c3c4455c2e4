package io.guildhall.points;

import java.time.LocalDate;
import java.util.List;

import org.jspecify.annotations.Nullable;

/**
 * What a member has.
 *
 * @param balance by the entries; negative where more was taken back than was there
 * @param available what can be spent today
 * @param waiting what can be spent later
 * @param ending what ends next; 0 for nothing
 * @param endingOn the last day on which that counts
 * @param standing the level; null for none
 * @param entries the latest
 */
public record MemberPoints(long balance, long available, long waiting, long ending, @Nullable LocalDate endingOn,
		@Nullable Standing standing, List<StandingChange> changes, List<PointEntry> entries) {

	/**
	 * The level of a member.
	 *
	 * @param earned within the window, when it was last judged
	 * @param fallsOn on which day they lose it, unless they earn enough again; null where
	 * they keep it
	 */
	public record Standing(String level, LocalDate since, long earned, @Nullable LocalDate fallsOn) {
	}

	/** A level that was won or lost. */
	public record StandingChange(LocalDate day, @Nullable String from, @Nullable String to, long earned) {
	}

}
