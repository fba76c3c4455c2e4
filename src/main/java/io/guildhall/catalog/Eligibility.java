package io.guildhall.catalog;

import java.util.List;

import org.jspecify.annotations.Nullable;

import com.fasterxml.jackson.annotation.JsonIgnore;

/**
 * Who may buy: each list that is not empty asks for one of its values. It is plain data,
 * so that it can be kept as JSON.
 *
 * @param tiers names of tiers, of the organization's policy
 * @param groups ids of groups; in one of them now
 * @param memberships ids of plans; with one of them now, in its days of grace too
 */
public record Eligibility(List<String> tiers, List<String> groups, List<String> memberships) {

	/** Everybody. */
	public static final Eligibility ALL = new Eligibility(List.of(), List.of(), List.of());

	/** What is not said is no limit. */
	public Eligibility(@Nullable List<String> tiers, @Nullable List<String> groups,
			@Nullable List<String> memberships) {
		this.tiers = (tiers != null) ? List.copyOf(tiers) : List.of();
		this.groups = (groups != null) ? List.copyOf(groups) : List.of();
		this.memberships = (memberships != null) ? List.copyOf(memberships) : List.of();
	}

	/** Whether it is everybody. */
	@JsonIgnore
	public boolean isAll() {
		return tiers.isEmpty() && groups.isEmpty() && memberships.isEmpty();
	}

	/** Whether one who stands so may buy. */
	boolean admits(Standing standing) {
		return (tiers.isEmpty() || (standing.tier() != null && tiers.contains(standing.tier())))
				&& (groups.isEmpty() || groups.stream().anyMatch(standing.groups()::contains))
				&& (memberships.isEmpty() || memberships.stream().anyMatch(standing.memberships()::contains));
	}
}
