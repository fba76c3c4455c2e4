package io.guildhall.community;

import java.util.EnumSet;
import java.util.Map;
import java.util.Set;

import org.jspecify.annotations.Nullable;

/**
 * The positioning card of a community: for whom it is, what they get, and in whose voice.
 *
 * @param types what holds it together; at least one
 * @param persona who its owner is in the eyes of the members
 * @param mission why it exists
 * @param coreValue what members get that they get nowhere else
 * @param portrait who the members are
 * @param goal what the organization wants of it, money or not (brand, traffic, leads)
 */
public record CommunityCard(String name, Set<CommunityType> types, String persona, String mission, String coreValue,
		String portrait, String goal) {

	/** Trims the texts; what is not said yet is empty. */
	public CommunityCard(String name, Set<CommunityType> types, @Nullable String persona, @Nullable String mission,
			@Nullable String coreValue, @Nullable String portrait, @Nullable String goal) {
		this.name = name.trim();
		this.types = types.isEmpty() ? EnumSet.noneOf(CommunityType.class) : EnumSet.copyOf(types);
		this.persona = Texts.said(persona);
		this.mission = Texts.said(mission);
		this.coreValue = Texts.said(coreValue);
		this.portrait = Texts.said(portrait);
		this.goal = Texts.said(goal);
	}

	/** What the audit trail keeps of it. */
	Map<String, Object> fields() {
		return Map.of("name", name, "types", new java.util.TreeSet<>(types), "persona", persona, "mission", mission,
				"coreValue", coreValue, "portrait", portrait, "goal", goal);
	}
}
