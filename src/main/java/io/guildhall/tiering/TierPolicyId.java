package io.guildhall.tiering;

import java.util.UUID;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;

import io.guildhall.shared.Ids;
import jakarta.persistence.Embeddable;

/** Names a tier policy. */
@Embeddable
public record TierPolicyId(@JsonValue UUID id) {

	/** The policy of the organization; each has one from its founding. */
	public static TierPolicyId ofOrganization(UUID organization) {
		return new TierPolicyId(Ids.of(organization, "tier policy"));
	}

	static TierPolicyId next() {
		return new TierPolicyId(Ids.next());
	}

	/**
	 * The filter of members by the tier that this policy gives; that of the organization
	 * has a name of its own.
	 */
	public String filter() {
		return CommunityTierField.key(this);
	}

	/** The id that the text names. */
	@JsonCreator
	public static TierPolicyId of(String text) {
		return new TierPolicyId(UUID.fromString(text));
	}

	@Override
	public String toString() {
		return id.toString();
	}
}
